package dev.kindling.jobs.settings;

import com.typesafe.config.Config;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Settings as text for logs, manifests and reports, without secrets. */
public final class Redaction {
  private static final String HIDDEN = "*********(redacted)";

  /** Keys whose values are secrets: Spark's own default for {@code spark.redaction.regex}. */
  private static final Pattern SECRET_KEY =
      Pattern.compile("(?i)secret|password|token|access[.]?key");

  /** User and password before the host of a URI. */
  private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/@\\s]+(?=@)");

  /** A secret among the parameters of a URI. */
  private static final Pattern SECRET_PARAMETER =
      Pattern.compile(
          "(?i)(?<=[?&;])([^=&;\\s]*(?:secret|password|token|access[._-]?key|sig)[^=&;\\s]*=)[^&;\\s]*");

  private Redaction() {}

  static SortedMap<String, String> asText(Config config) {
    SortedMap<String, String> text = new TreeMap<>();
    config
        .entrySet()
        .forEach(
            entry ->
                text.put(
                    entry.getKey(),
                    redacted(entry.getKey(), String.valueOf(entry.getValue().unwrapped()))));
    return Collections.unmodifiableSortedMap(text);
  }

  /** The value, or what hides it; secrets inside URIs are hidden too. */
  public static String redacted(String key, String value) {
    if (SECRET_KEY.matcher(key).find()) {
      return HIDDEN;
    }
    String withoutUser = USER_INFO.matcher(value).replaceAll(HIDDEN);
    return SECRET_PARAMETER.matcher(withoutUser).replaceAll("$1" + HIDDEN.replace("*", "\\*"));
  }
}
