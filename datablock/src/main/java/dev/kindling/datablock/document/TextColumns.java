package dev.kindling.datablock.document;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which columns of a table hold what.
 *
 * @param key unique names of the documents; where there is none, keys are made: of file and row for
 *     CSV, of the content for other tables
 * @param text the documents
 * @param label what they are
 * @param split what they are for
 */
public record TextColumns(
    Optional<String> key, String text, Optional<String> label, Optional<String> split) {
  public TextColumns {
    requireNonNull(key, "key");
    requireNonNull(text, "text");
    requireNonNull(label, "label");
    requireNonNull(split, "split");
    if (text.isBlank()) {
      throw new IllegalArgumentException("A table of texts needs the name of its text column");
    }
  }

  /** The text column alone. */
  public static TextColumns text(String column) {
    return new TextColumns(Optional.empty(), column, Optional.empty(), Optional.empty());
  }

  /** All that are named. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(text));
    key.ifPresent(names::add);
    label.ifPresent(names::add);
    split.ifPresent(names::add);
    return names;
  }
}
