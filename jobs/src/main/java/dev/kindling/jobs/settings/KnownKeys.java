package dev.kindling.jobs.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The keys that exist. A stage's block takes those of its fit.
 *
 * @param keys full keys of values, such as {@code train.round.steps}
 */
record KnownKeys(Set<String> keys) {
  private static final Pattern IN_STAGE =
      Pattern.compile("data\\.path|model\\.(dropout-scale|penalty\\..*)|train\\.(?!stages$).*");
  private static final Pattern STAGE = Pattern.compile("stages\\.[^.]+\\.(.*)");

  static KnownKeys of(Config reference) {
    Set<String> keys = new TreeSet<>();
    reference.entrySet().forEach(entry -> keys.add(entry.getKey()));
    List<String> ofFits = keys.stream().filter(key -> IN_STAGE.matcher(key).matches()).toList();
    Stage.names().forEach(stage -> ofFits.forEach(key -> keys.add("stages." + stage + "." + key)));
    return new KnownKeys(keys);
  }

  /**
   * Checks every key of a source.
   *
   * @throws SettingsException at the first key that is not known
   */
  void check(Config source) {
    check("", source.root());
  }

  private void check(String prefix, ConfigObject object) {
    for (Map.Entry<String, ConfigValue> entry : object.entrySet()) {
      String key = prefix + ConfigUtil.joinPath(entry.getKey());
      ConfigValue value = entry.getValue();
      boolean group = keys.stream().anyMatch(known -> known.startsWith(key + "."));
      if (group) {
        if (value.valueType() != ConfigValueType.OBJECT) {
          throw new SettingsException(
              "%s (%s) is a group of settings, such as %s; got %s"
                  .formatted(key, place(value), firstBelow(key), Reader.shown(value)));
        }
        check(key + ".", (ConfigObject) value);
      } else if (!keys.contains(key)) {
        requireOwn(key, value);
        throw new SettingsException(
            "Unknown setting %s (%s); did you mean %s? conf/reference.conf lists all"
                .formatted(key, place(value), nearest(key)));
      }
    }
  }

  /** Says what is the same for all stages. */
  private void requireOwn(String key, ConfigValue value) {
    Matcher inStage = STAGE.matcher(key);
    if (inStage.matches() && keys.contains(inStage.group(1))) {
      throw new SettingsException(
          "%s (%s) cannot differ from stage to stage: set %s for all"
              .formatted(key, place(value), inStage.group(1)));
    }
  }

  /** The key that differs in the fewest letters; one that ends the same way comes first. */
  String nearest(String unknown) {
    return keys.stream()
        .min(
            Comparator.comparingInt(
                    (String known) ->
                        known.endsWith("." + unknown) ? 0 : 1 + editDistance(known, unknown))
                .thenComparingInt(String::length))
        .orElseThrow();
  }

  private String firstBelow(String group) {
    return keys.stream().filter(known -> known.startsWith(group + ".")).findFirst().orElseThrow();
  }

  private static String place(ConfigValue value) {
    return value.origin().description();
  }

  /** Letters to insert, delete or change (Levenshtein, 1966). */
  private static int editDistance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int changed = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(changed, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
