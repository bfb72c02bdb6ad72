package dev.kindling.jobs.settings;

import dev.kindling.datablock.KeyPattern;
import dev.kindling.datablock.Table;
import dev.kindling.datablock.document.DocumentRow;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.Selection;
import dev.kindling.datablock.table.Expectations;
import dev.kindling.datablock.table.Kind;
import java.util.List;
import java.util.Optional;

/**
 * What is learned from.
 *
 * @param kind what items are
 * @param source the folder or table to scan, where given
 * @param selection what of a folder is scanned
 * @param path the prepared dataset, where given
 * @param label where labels come from, and what they are
 * @param split how items are parted
 * @param size rows and columns of the model's input, pixels
 * @param presizeShortSide short side that larger images are stored with, pixels; 0 keeps them
 * @param duplicates {@code ignore}, {@code keep-together} or {@code drop}
 * @param nearDuplicates {@code ignore}, {@code report}, {@code keep-together} or {@code drop}
 * @param maxQuarantined share of bad items that is borne, in [0, 1]
 * @param expectations what the data must be like to be written
 * @param limits what one item may cost
 * @param text how texts become tokens
 * @param columns what holds what in a table or tar shard
 * @param database the table of a database, where the source is one
 * @param export what is written beside the prepared dataset
 */
public record DataSettings(
    Kind kind,
    Optional<String> source,
    Selection selection,
    Optional<String> path,
    LabelSettings label,
    SplitSettings split,
    int size,
    int presizeShortSide,
    String duplicates,
    String nearDuplicates,
    double maxQuarantined,
    Expectations expectations,
    Limits limits,
    TextSettings text,
    ColumnSettings columns,
    Optional<Table.Jdbc> database,
    ExportSettings export) {
  private static final String NEAR_DUPLICATES = "data.near-duplicates";
  private static final List<String> OF_IMAGES =
      List.of(
          "data.size",
          NEAR_DUPLICATES,
          "data.presize.short-side",
          "data.limits.max-pixels",
          "data.limits.timeout-seconds");

  /** The source, for the verbs that need it. */
  public String requiredSource() {
    return source.orElseThrow(() -> missing("data.source", "the folder or table to scan"));
  }

  /** The prepared dataset, for the verbs that need it. */
  public String requiredPath() {
    return path.orElseThrow(() -> missing("data.path", "the prepared dataset"));
  }

  /** The table of the source. */
  public Table table() {
    return database
        .<Table>map(found -> found)
        .orElseGet(() -> Table.at(requiredSource(), selection.ofKind(FileKind.TABLES)));
  }

  static SettingsException missing(String key, String what) {
    return new SettingsException(
        "%s is needed: %s; give it in a --config file or as --set %s=…".formatted(key, what, key));
  }

  /**
   * What one item may cost.
   *
   * @param maxBytes encoded bytes
   * @param maxPixels pixels as its header states them
   * @param timeoutSeconds seconds of decoding
   */
  public record Limits(int maxBytes, long maxPixels, int timeoutSeconds) {}

  static DataSettings from(Reader reader) {
    Kind kind =
        reader.oneOf("data.kind", List.of("image", "text"), List.of("audio")).equals("text")
            ? Kind.TEXT
            : Kind.IMAGE;
    reader.requireDefaults(
        kind == Kind.TEXT ? OF_IMAGES : TextSettings.KEYS, "data.kind is " + kind.text());
    TextSettings text = TextSettings.from(reader);
    ColumnSettings columns = ColumnSettings.from(reader, kind);
    LabelSettings label = LabelSettings.from(reader, kind, columns, text);
    Optional<String> source = reader.textIfGiven("data.source");
    String nearDuplicates =
        reader.oneOf(NEAR_DUPLICATES, List.of("ignore", "report", "keep-together", "drop"));
    return new DataSettings(
        kind,
        source,
        ScanSettings.from(reader, kind),
        reader.textIfGiven("data.path"),
        label,
        SplitSettings.from(reader, kind, columns, label),
        reader.count("data.size", 1),
        reader.count("data.presize.short-side", 0),
        reader.oneOf("data.duplicates", List.of("ignore", "keep-together", "drop")),
        nearDuplicates,
        reader.number("data.quarantine.max-fraction", Interval.UNIT),
        ExpectSettings.from(reader, kind, nearDuplicates),
        new Limits(
            maxBytes(reader, kind),
            reader.wholeNumber("data.limits.max-pixels", 1),
            reader.count("data.limits.timeout-seconds", 1)),
        text,
        columns,
        JdbcSettings.from(reader, source, columns.ofTable()),
        ExportSettings.from(reader));
  }

  private static int maxBytes(Reader reader, Kind kind) {
    String key = "data.limits.max-bytes";
    int bytes = reader.count(key, 1);
    if (kind == Kind.TEXT && bytes > DocumentRow.MAX_BYTES) {
      throw reader.complaint(key, "at most %d for texts".formatted(DocumentRow.MAX_BYTES));
    }
    return bytes;
  }

  /** The pattern of a setting, if it is given. */
  static Optional<KeyPattern> pattern(Reader reader, String key) {
    try {
      return reader.textIfGiven(key).map(KeyPattern::new);
    } catch (IllegalArgumentException e) {
      throw reader.complaint(key, "a pattern (%s)".formatted(e.getMessage()), e);
    }
  }

  static String columnOf(String what, String key, Kind kind) {
    return "the column of the %s in a table of %ss, as %s is column"
        .formatted(what, kind.text(), key);
  }
}
