package dev.kindling.jobs.verb;

import dev.kindling.jobs.run.RunRecord;
import dev.kindling.jobs.settings.SettingsException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whether a finished stage is the one that is asked for, before another one is built on it. */
final class SameSettings {
  /** What decides a fit's result. */
  private static final Pattern DECISIVE =
      Pattern.compile(
          "seed|data\\.path|model\\..*|train\\.(?!stages$|partitions$|checkpoint\\.).*");

  private SameSettings() {}

  /**
   * Does nothing if the run was made with these settings.
   *
   * @throws SettingsException with what differs
   */
  static void require(Training training) {
    Map<String, String> theirs =
        training.directory().read(training.directory().record(), RunRecord.class).settings();
    Map<String, String> ours = new TreeMap<>(training.settings().resolved());
    String differences =
        ours.entrySet().stream()
            .filter(setting -> DECISIVE.matcher(setting.getKey()).matches())
            .filter(setting -> theirs.containsKey(setting.getKey()))
            .filter(setting -> !setting.getValue().equals(theirs.get(setting.getKey())))
            .map(
                setting ->
                    "%s is %s there and %s here"
                        .formatted(
                            setting.getKey(), theirs.get(setting.getKey()), setting.getValue()))
            .collect(Collectors.joining("; "));
    if (!differences.isEmpty()) {
      throw new SettingsException(
          "The finished run in %s has other settings: %s. Go on with its settings, or choose another run.path"
              .formatted(training.directory().path(), differences));
    }
  }
}
