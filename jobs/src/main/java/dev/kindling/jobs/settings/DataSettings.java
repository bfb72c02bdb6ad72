package dev.kindling.jobs.settings;

import java.util.List;
import java.util.Optional;

/**
 * What is learned from.
 *
 * @param source the folder to scan, where given
 * @param path the prepared dataset, where given
 * @param label where labels come from
 * @param split how items are parted
 * @param size rows and columns of the model's input, pixels
 * @param presizeShortSide short side that larger images are stored with, pixels; 0 keeps them
 * @param duplicates {@code ignore} or {@code drop}
 * @param maxQuarantined share of bad items that is borne, in [0, 1]
 * @param limits what one item may cost
 */
public record DataSettings(
    Optional<String> source,
    Optional<String> path,
    Label label,
    Splitting split,
    int size,
    int presizeShortSide,
    String duplicates,
    double maxQuarantined,
    Limits limits) {
  /** The source, for the verbs that need it. */
  public String requiredSource() {
    return source.orElseThrow(() -> missing("data.source", "the folder to scan"));
  }

  /** The prepared dataset, for the verbs that need it. */
  public String requiredPath() {
    return path.orElseThrow(() -> missing("data.path", "the prepared dataset"));
  }

  static SettingsException missing(String key, String what) {
    return new SettingsException(
        "%s is needed: %s; give it in a --config file or as --set %s=…".formatted(key, what, key));
  }

  /**
   * Where labels come from.
   *
   * @param by {@code parent-folder} or {@code csv}
   * @param file the CSV file, where labels come from one
   * @param keyColumn its column of keys
   * @param labelColumn its column of labels
   * @param unknown {@code fail}, {@code drop} or {@code other}
   */
  public record Label(
      String by, Optional<String> file, String keyColumn, String labelColumn, String unknown) {}

  /**
   * How items are parted.
   *
   * @param by {@code folder} or {@code random}
   * @param train folder of train
   * @param valid folder of valid
   * @param fraction share that goes to valid, in (0, 1)
   */
  public record Splitting(String by, String train, String valid, double fraction) {}

  /**
   * What one item may cost.
   *
   * @param maxBytes encoded bytes
   * @param maxPixels pixels as its header states them
   * @param timeoutSeconds seconds of decoding
   */
  public record Limits(int maxBytes, long maxPixels, int timeoutSeconds) {}

  static DataSettings from(Reader reader) {
    reader.oneOf("data.kind", List.of("image"), List.of("text", "audio"));
    return new DataSettings(
        reader.textIfGiven("data.source"),
        reader.textIfGiven("data.path"),
        label(reader),
        new Splitting(
            reader.oneOf(
                "data.split.by",
                List.of("folder", "random"),
                List.of("stratified", "column", "file", "k-fold", "group")),
            reader.text("data.split.train"),
            reader.text("data.split.valid"),
            reader.number("data.split.fraction", Interval.INSIDE_UNIT)),
        reader.count("data.size", 1),
        reader.count("data.presize.short-side", 0),
        reader.oneOf("data.duplicates", List.of("ignore", "drop"), List.of("keep-together")),
        reader.number("data.quarantine.max-fraction", Interval.UNIT),
        new Limits(
            reader.count("data.limits.max-bytes", 1),
            reader.wholeNumber("data.limits.max-pixels", 1),
            reader.count("data.limits.timeout-seconds", 1)));
  }

  private static Label label(Reader reader) {
    String by =
        reader.oneOf(
            "data.label.by", List.of("parent-folder", "csv"), List.of("regex", "column", "none"));
    Optional<String> file = reader.textIfGiven("data.label.file");
    if (by.equals("csv") && file.isEmpty()) {
      throw missing("data.label.file", "the CSV file with the labels, as data.label.by is csv");
    }
    return new Label(
        by,
        file,
        reader.text("data.label.key-column"),
        reader.text("data.label.label-column"),
        reader.oneOf("data.label.unknown", List.of("fail", "drop", "other")));
  }
}
