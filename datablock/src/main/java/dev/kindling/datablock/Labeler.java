package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** Where an item's label comes from. */
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
   * do not matter. A row that leads out of the root opens nothing and is only counted.
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
}
