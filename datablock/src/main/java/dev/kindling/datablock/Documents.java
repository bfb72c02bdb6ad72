package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serializable;

/** What in a text file is a document. */
public sealed interface Documents extends Serializable {
  /** The whole file; its key is the path below the root. */
  static Documents files() {
    return new Files();
  }

  /**
   * Each line; blank lines are skipped and counted. Keys are the file's with the number of the line
   * behind, as in {@code train.txt#000000001}, so that they sort in the file's order.
   */
  static Documents lines() {
    return new Lines();
  }

  /**
   * Sections: one begins at each line behind a blank one in which the pattern is found, such as
   * {@code ^ = [^=]* = $} for the titles of WikiText. Every line belongs to a section. Keys as of
   * {@link #lines}, by the section's first line.
   *
   * @param heading a regular expression of RE2/J, which takes linear time
   * @throws IllegalArgumentException if it is none
   */
  static Documents sections(String heading) {
    return new Sections(heading);
  }

  /** See {@link #files()}. */
  record Files() implements Documents {}

  /** See {@link #lines()}. */
  record Lines() implements Documents {}

  /** See {@link #sections(String)}. */
  record Sections(String heading) implements Documents {
    public Sections {
      requireNonNull(heading, "heading");
      if (heading.isEmpty()) {
        throw new IllegalArgumentException("Sections need a pattern for their first lines");
      }
      try {
        Pattern.compile(heading);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "Heading \"%s\" is no regular expression of RE2/J: %s"
                .formatted(heading, e.getMessage()),
            e);
      }
    }
  }
}
