package dev.kindling.jobs.settings;

import dev.kindling.datablock.Documents;
import dev.kindling.datablock.KeyPattern;
import dev.kindling.datablock.Labeler;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.table.Kind;
import java.util.List;
import java.util.Optional;

/**
 * Where labels come from, and what they are.
 *
 * @param by {@code parent-folder}, {@code regex}, {@code csv}, {@code column}, {@code companion} or
 *     {@code none}
 * @param type what labels are
 * @param pattern what of a key is the label, where labels come from one
 * @param file the CSV file, where labels come from one
 * @param keyColumn its column of keys
 * @param labelColumn its column of labels
 * @param extension of the files beside the items, where labels come from these
 * @param unknown {@code fail}, {@code drop} or {@code other}
 * @param blank {@code quarantine}, {@code skip} or {@code keep}
 * @param ambiguous {@code fail}, {@code quarantine} or {@code skip}
 */
public record LabelSettings(
    String by,
    LabelType type,
    Optional<KeyPattern> pattern,
    Optional<String> file,
    String keyColumn,
    String labelColumn,
    String extension,
    String unknown,
    String blank,
    String ambiguous) {
  private static final String BY = "data.label.by";
  private static final String TYPE = "data.label.type";
  private static final String SEPARATOR = "data.label.separator";
  private static final String EXTENSION = "data.label.extension";
  private static final String BLANK = "data.label.blank";
  private static final String UNKNOWN = "data.label.unknown";
  private static final String AMBIGUOUS = "data.label.ambiguous";

  /** What means nothing where labels are numbers. */
  private static final List<String> OF_CATEGORIES =
      List.of(
          UNKNOWN,
          "data.expect.min-per-class",
          "data.expect.max-class-ratio",
          "data.expect.labels");

  static LabelSettings from(Reader reader, Kind kind, ColumnSettings columns, TextSettings text) {
    String by =
        reader.oneOf(BY, List.of("parent-folder", "regex", "csv", "column", "companion", "none"));
    Optional<String> file = reader.textIfGiven("data.label.file");
    Optional<KeyPattern> pattern = DataSettings.pattern(reader, "data.label.pattern");
    if (by.equals("regex") && pattern.isEmpty()) {
      throw DataSettings.missing(
          "data.label.pattern", "what of a key is the label, as data.label.by is regex");
    }
    if (by.equals("csv") && file.isEmpty()) {
      throw DataSettings.missing(
          "data.label.file", "the CSV file with the labels, as data.label.by is csv");
    }
    if (by.equals("column") && columns.label().isEmpty()) {
      throw DataSettings.missing("data.columns.label", DataSettings.columnOf("labels", BY, kind));
    }
    if (by.equals("none") && kind != Kind.TEXT) {
      throw reader.complaint(
          BY, "parent-folder, regex, csv, column or companion, as data.kind is image");
    }
    LabelType type = type(reader);
    if (by.equals("none")) {
      reader.requireDefaults(List.of(TYPE), BY + " is none");
    }
    return new LabelSettings(
        by,
        type,
        pattern,
        file,
        reader.text("data.label.key-column"),
        reader.text("data.label.label-column"),
        extension(reader, by, kind, columns, text),
        reader.oneOf(UNKNOWN, List.of("fail", "drop", "other")),
        blank(reader, type),
        reader.oneOf(AMBIGUOUS, List.of("fail", "quarantine", "skip")));
  }

  private static LabelType type(Reader reader) {
    String type = reader.oneOf(TYPE, List.of("category", "multi", "number"));
    if (type.equals("multi")) {
      reader.requireDefaults(List.of(AMBIGUOUS), TYPE + " is multi");
      try {
        return LabelType.multi(reader.text(SEPARATOR));
      } catch (IllegalArgumentException e) {
        throw reader.complaint(SEPARATOR, "what stands between labels", e);
      }
    }
    reader.requireDefaults(List.of(SEPARATOR), "%s is %s".formatted(TYPE, type));
    if (type.equals("number")) {
      reader.requireDefaults(OF_CATEGORIES, TYPE + " is number");
      return LabelType.number();
    }
    return LabelType.category();
  }

  private static String blank(Reader reader, LabelType type) {
    String blank = reader.oneOf(BLANK, List.of("quarantine", "skip", "keep"));
    if (blank.equals("keep") && !(type instanceof LabelType.Multi)) {
      throw reader.complaint(BLANK, "quarantine or skip, as data.label.type is " + type);
    }
    return blank;
  }

  private static String extension(
      Reader reader, String by, Kind kind, ColumnSettings columns, TextSettings text) {
    String extension = reader.text(EXTENSION).strip();
    if (!by.equals("companion")) {
      reader.requireDefaults(List.of(EXTENSION), "%s is %s".formatted(BY, by));
      return extension;
    }
    boolean files =
        columns.samples().isEmpty()
            && columns.texts().isEmpty()
            && columns.images().filter(found -> found.path().isEmpty()).isEmpty()
            && text.documents() instanceof Documents.Files;
    if (!files) {
      throw reader.complaint(BY, "another labeler, as items are no files of their own");
    }
    if (kind == Kind.TEXT && extension.equals("txt")) {
      throw reader.complaint(EXTENSION, "another than txt, which the items have");
    }
    try {
      return new Labeler.Companion(extension).extension();
    } catch (IllegalArgumentException e) {
      throw reader.complaint(EXTENSION, "letters and digits, without the dot in front", e);
    }
  }
}
