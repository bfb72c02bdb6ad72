package dev.kindling.jobs.settings;

import dev.kindling.datablock.table.Expectations;
import dev.kindling.datablock.table.Kind;
import java.util.List;

/** What data must be like to be written: {@code data.expect}. */
final class ExpectSettings {
  private static final String LEAKED = "data.expect.max-leaked-fraction";
  private static final String UNKNOWN = "data.expect.max-unknown-fraction";
  private static final String RATIO = "data.expect.max-class-ratio";

  private ExpectSettings() {}

  /**
   * Reads them.
   *
   * @param nearDuplicates what becomes of near duplicates; if nobody looks for them, none may be
   *     expected
   */
  static Expectations from(Reader reader, Kind kind, String nearDuplicates) {
    reader.requireDefaults(
        List.of(kind == Kind.TEXT ? LEAKED : UNKNOWN), "data.kind is " + kind.text());
    double leaked = reader.number(LEAKED, Interval.UNIT);
    if (leaked < 1 && nearDuplicates.equals("ignore")) {
      throw reader.complaint(LEAKED, "1 where data.near-duplicates is ignore");
    }
    double ratio = reader.number(RATIO, Interval.NOT_NEGATIVE);
    if (ratio != 0 && ratio < 1) {
      throw reader.complaint(RATIO, "at least 1, or 0 for any");
    }
    return new Expectations(
        reader.wholeNumber("data.expect.min-items", 0),
        reader.wholeNumber("data.expect.min-per-class", 0),
        ratio == 0 ? Double.POSITIVE_INFINITY : ratio,
        reader.number("data.expect.max-duplicate-fraction", Interval.UNIT),
        leaked,
        reader.number(UNKNOWN, Interval.UNIT),
        reader.texts("data.expect.labels"));
  }
}
