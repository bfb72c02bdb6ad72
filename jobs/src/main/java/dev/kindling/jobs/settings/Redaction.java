package dev.kindling.jobs.settings;

import com.typesafe.config.Config;
import dev.kindling.datablock.Secrets;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Settings as text for logs, manifests and reports, without secrets. */
public final class Redaction {
  private static final String HIDDEN = "*********(redacted)";

  /** Spark's own default for {@code spark.redaction.regex}, and who is known to a database. */
  private static final Pattern SECRET_KEY =
      Pattern.compile("(?i)secret|password|token|access[.]?key|jdbc[.]user");

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
    return Secrets.hide(value);
  }
}
