package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/** Where an item's label comes from; how it is read, {@code LabelType} says. */
public sealed interface Labeler extends Serializable {

  /** The name of the folder that the item lies in; an item in the root itself has none. */
  static Labeler parentFolder() {
    return new ParentFolder();
  }

  /** The part of the key that a pattern finds; an item whose key has no such part has no label. */
  static Labeler regex(KeyPattern pattern) {
    return new Regex(pattern);
  }

  /**
   * A column of a CSV file (UTF-8, with a header line, quoted as RFC 4180 has it), read by Spark.
   * Keys are paths relative to the root of the scan; {@code ./} in front and Unicode's normal form
   * do not matter. A row that leads out of the root opens nothing and is only counted. Rows of one
   * key that say different things are ambiguous, or add up where items may have several labels.
   *
   * @param path or URI of the file
   * @param keyColumn its column of keys
   * @param labelColumn its column of labels; an empty one is no label
   */
  static Labeler csv(String path, String keyColumn, String labelColumn) {
    return new Csv(path, keyColumn, labelColumn);
  }

  /**
   * The label column of the table that was scanned; an empty value is no label. For items of {@link
   * Scan#textTable} with a label column only.
   */
  static Labeler column() {
    return new Column();
  }

  /**
   * What a second file says that lies beside the item and has its name with another extension, such
   * as {@code 1.txt} for {@code 1.jpg}: UTF-8, at most {@value Companion#MAX_BYTES} bytes. Lines
   * that say different things are ambiguous, or add up where items may have several labels; blank
   * ones say nothing. For items that are files.
   *
   * @param extension of the second file, without the dot in front, such as {@code txt}
   */
  static Labeler companion(String extension) {
    return new Companion(extension);
  }

  /**
   * What a function makes of the key. It runs on the executors, more than once for an item if need
   * be, and must give the same for the same key; where it fails, the item's label is unreadable.
   *
   * @param name stands for the function in the manifest: going on from a version that was prepared
   *     with a function of another name reads everything anew, so a function that gives other
   *     labels may keep its name
   * @param function from key to labels: none, one, or several
   */
  static Labeler of(String name, LabelFunction function) {
    return new Named(name, function);
  }

  /** From the key of an item to what is said of it. */
  @FunctionalInterface
  interface LabelFunction extends Serializable {
    /** The labels that are given; an empty list if there is none. */
    List<String> of(String key);
  }

  /** No label for any item, as for a language model. */
  static Labeler none() {
    return new None();
  }

  /** See {@link #parentFolder()}. */
  record ParentFolder() implements Labeler {}

  /** See {@link #regex(KeyPattern)}. */
  record Regex(KeyPattern pattern) implements Labeler {
    public Regex {
      requireNonNull(pattern, "pattern");
    }
  }

  /** See {@link #column()}. */
  record Column() implements Labeler {}

  /** See {@link #none()}. */
  record None() implements Labeler {}

  /** See {@link #csv(String, String, String)}. */
  record Csv(String path, String keyColumn, String labelColumn) implements Labeler {
    public Csv {
      requireNonNull(path, "path");
      requireNonNull(keyColumn, "keyColumn");
      requireNonNull(labelColumn, "labelColumn");
      if (path.isBlank() || keyColumn.isBlank() || labelColumn.isBlank()) {
        throw new IllegalArgumentException(
            "Labeler csv needs a path and the names of two columns, got \"%s\", \"%s\", \"%s\""
                .formatted(path, keyColumn, labelColumn));
      }
    }
  }

  /** See {@link #companion(String)}. */
  record Companion(String extension) implements Labeler {
    /** Bytes that a second file may have. */
    public static final long MAX_BYTES = 1 << 16;

    private static final Pattern FORM = Pattern.compile("\\w+(\\.\\w+)*");

    public Companion {
      if (!FORM.matcher(extension).matches()) {
        throw new IllegalArgumentException(
            "Extension of the files with labels must be letters and digits, such as txt, got \"%s\""
                .formatted(extension));
      }
    }
  }

  /** See {@link #of(String, LabelFunction)}. */
  record Named(String name, LabelFunction function) implements Labeler {
    public Named {
      requireNonNull(function, "function");
      if (name.isBlank()) {
        throw new IllegalArgumentException("Labeler of a function needs a name, got none");
      }
    }

    /** As in the manifest; a function itself has no text that stays the same. */
    @Override
    public String toString() {
      return "Named[name=%s]".formatted(name);
    }
  }
}
