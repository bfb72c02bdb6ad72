package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.udf;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * A part of a key that a regular expression finds, such as the breed in {@code great_dane_12.jpg}
 * by {@code ([^/]+)_\d+\.jpg$}. It is looked for anywhere in the key; what its first group took is
 * the part. Expressions are those of RE2/J: linear time, no look-around, no back references.
 *
 * @param regex with at least one group
 */
public record KeyPattern(String regex) implements Serializable {
  public KeyPattern {
    requireNonNull(regex, "regex");
    if (compiled(regex).groupCount() < 1) {
      throw new IllegalArgumentException(
          "Pattern \"%s\" needs a group around the part that counts, as in ([^/]+)_\\d+\\.jpg$"
              .formatted(regex));
    }
  }

  private static Pattern compiled(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Pattern \"%s\" is no regular expression of RE2/J: %s".formatted(regex, e.getMessage()),
          e);
    }
  }

  /** The part of the key; empty where the pattern is not found or its group took nothing. */
  public Optional<String> in(String key) {
    return part(compiled(regex), key);
  }

  /** The part of each key, null where there is none. */
  public Column in(Column key) {
    Pattern pattern = compiled(regex);
    UDF1<String, String> part = text -> part(pattern, text).orElse(null);
    return udf(part, DataTypes.StringType).apply(key);
  }

  private static Optional<String> part(Pattern pattern, String key) {
    Matcher matcher = pattern.matcher(key);
    return matcher.find()
        ? Optional.ofNullable(matcher.group(1)).filter(part -> !part.isEmpty())
        : Optional.empty();
  }

  /** As in a message or manifest. */
  @Override
  public String toString() {
    return regex;
  }
}
