package dev.kindling.datablock.scan;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serializable;

/**
 * A pattern for keys in the glob language of {@link java.nio.file.FileSystem#getPathMatcher}:
 * {@code *} stands for anything without a slash, {@code **} for anything, {@code ?} for one
 * character but a slash, {@code [a-c]} and {@code [!a-c]} for one of some or none of them, <code>
 * {png,jpg}</code> for either, and a backslash takes away the meaning of what follows. The whole
 * key must match; capitals matter. Matching takes time linear in the key.
 */
public final class Glob implements Serializable {
  private final String text;
  private final Pattern pattern;

  private Glob(String text, Pattern pattern) {
    this.text = text;
    this.pattern = pattern;
  }

  /**
   * The glob of this text.
   *
   * @throws IllegalArgumentException if it is none, or matches no key
   */
  public static Glob of(String text) {
    requireNonNull(text, "text");
    if (text.isEmpty() || text.startsWith("/") || text.endsWith("/")) {
      throw new IllegalArgumentException(
          "Glob \"%s\" matches nothing: keys are paths below the root, without a slash at either end"
              .formatted(text));
    }
    try {
      return new Glob(text, Pattern.compile(new GlobTranslation(text).expression()));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "Glob \"%s\" cannot be used: %s".formatted(text, e.getMessage()), e);
    }
  }

  /** Whether the whole key matches. */
  public boolean matches(String key) {
    return pattern.matches(key);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Glob glob && glob.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As it was given. */
  @Override
  public String toString() {
    return text;
  }
}
