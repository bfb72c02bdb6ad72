package dev.kindling.jobs.settings;

import dev.kindling.datablock.table.Expectations;
import dev.kindling.datablock.table.Kind;
import java.util.List;

/** What data must be like to be written: {@code data.expect}. */
final class ExpectSettings {
  private static final String LEAKED = "data.expect.max-leaked-fraction";
  private static final String UNKNOWN = "data.expect.max-unknown-fraction";
  private static final String RATIO = "data.expect.max-class-ratio";
  private static final String SIDE = "data.expect.min-side";
  private static final String ASPECT = "data.expect.max-aspect";

  private ExpectSettings() {}

  /**
   * Reads them.
   *
   * @param nearDuplicates what becomes of near duplicates; if nobody looks for them, none may be
   *     expected
   */
  static Expectations from(Reader reader, Kind kind, String nearDuplicates) {
    reader.requireDefaults(
        kind == Kind.TEXT ? List.of(LEAKED, SIDE, ASPECT) : List.of(UNKNOWN),
        "data.kind is " + kind.text());
    double leaked = reader.number(LEAKED, Interval.UNIT);
    if (leaked < 1 && nearDuplicates.equals("ignore")) {
      throw reader.complaint(LEAKED, "1 where data.near-duplicates is ignore");
    }
    return new Expectations(
        reader.wholeNumber("data.expect.min-items", 0),
        reader.wholeNumber("data.expect.min-per-class", 0),
        ratio(reader, RATIO),
        reader.number("data.expect.max-duplicate-fraction", Interval.UNIT),
        leaked,
        reader.wholeNumber(SIDE, 0),
        ratio(reader, ASPECT),
        reader.number(UNKNOWN, Interval.UNIT),
        reader.texts("data.expect.labels"));
  }

  /** At least 1; 0 is any. */
  private static double ratio(Reader reader, String key) {
    double ratio = reader.number(key, Interval.NOT_NEGATIVE);
    if (ratio != 0 && ratio < 1) {
      throw reader.complaint(key, "at least 1, or 0 for any");
    }
    return ratio == 0 ? Double.POSITIVE_INFINITY : ratio;
  }
}
