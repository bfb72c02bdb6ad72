package dev.kindling.datablock;

import static dev.kindling.datablock.ReadLabels.DETAIL;
import static dev.kindling.datablock.ReadLabels.FAULT;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.AmbiguousLabel;
import dev.kindling.datablock.process.BlankLabel;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.scan.SkipReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What becomes of items without a label, or with one that cannot be read.
 *
 * @param tally of all items
 * @param targets with the policies
 */
record LabelFaults(LabelTally tally, Targets targets) {
  /** All there are. */
  static final Object[] CODES =
      Stream.of(QuarantineReason.values())
          .filter(QuarantineReason::ofLabel)
          .map(QuarantineReason::code)
          .toArray();

  private static final String AMBIGUOUS = QuarantineReason.AMBIGUOUS_LABEL.code();

  /** The code of what is wrong with an item's label, null where nothing is. */
  static Column code(Dataset<Row> rows) {
    Column found = has(rows, FAULT) ? col(FAULT) : lit(null).cast("string");
    return when(col("label").isNull(), coalesce(found, lit(QuarantineReason.NO_LABEL.code())));
  }

  /**
   * The same of a row that may be bad for another reason: its code, then.
   *
   * @param rows after {@link #settled}
   */
  static Column settledCode(Dataset<Row> rows) {
    Column fault = has(rows, "fault") ? col("fault") : lit(null).cast("string");
    return when(col("label").isNull(), coalesce(fault, lit(QuarantineReason.NO_LABEL.code())));
  }

  /**
   * Looks for different labels of one item.
   *
   * @throws DataContractException if there are some and the policy is to fail
   */
  void check(Dataset<Row> rows) {
    long ambiguous = tally.faults().getOrDefault(AMBIGUOUS, 0L);
    if (ambiguous == 0 || !targets.needLabels() || targets.ambiguous() != AmbiguousLabel.FAIL) {
      return;
    }
    Row first = rows.where(col(FAULT).equalTo(AMBIGUOUS)).select("key", DETAIL).head();
    throw new DataContractException(
        "%d items have different labels, such as \"%s\", which %s: keep one label for each key, or set the ambiguous-label policy to quarantine or skip"
            .formatted(ambiguous, first.getString(0), first.getString(1)));
  }

  /** The rows without those that are skipped; {@code fault} and {@code detail} for bad labels. */
  Dataset<Row> settled(Dataset<Row> rows) {
    Dataset<Row> settled = rows;
    if (targets.needLabels()) {
      Column kept =
          targets.blank() == BlankLabel.KEEP || targets.kind() != Targets.Kind.MULTI
              ? col("label")
              : when(col("label").notEqual(""), col("label"));
      Dataset<Row> labelled = rows.withColumn("label", kept);
      String[] skipped = skipped().keySet().toArray(String[]::new);
      settled = skipped.length == 0 ? labelled : without(labelled, skipped);
      settled = has(rows, FAULT) ? marked(settled) : settled;
    }
    return settled.drop(FAULT, DETAIL);
  }

  private static Dataset<Row> without(Dataset<Row> rows, String[] codes) {
    Column skipped = coalesce(code(rows).isin((Object[]) codes), lit(false));
    return rows.where(LabeledItems.bad(rows).or(skipped.equalTo(false)));
  }

  private static Dataset<Row> marked(Dataset<Row> rows) {
    Column bad = LabeledItems.bad(rows);
    return rows.withColumn("detail", when(bad, present(rows, "detail")).otherwise(col(DETAIL)))
        .withColumn("fault", when(bad, present(rows, "fault")).otherwise(col(FAULT)));
  }

  private static Column present(Dataset<Row> rows, String name) {
    return has(rows, name) ? col(name) : lit(null).cast("string");
  }

  private static boolean has(Dataset<Row> rows, String name) {
    return Arrays.asList(rows.columns()).contains(name);
  }

  /** The origin with the items that are skipped. */
  Origin skipping(Origin origin) {
    Origin counted = origin;
    for (Map.Entry<String, Long> fault : skipped().entrySet()) {
      counted = counted.skipping(reason(fault.getKey()), fault.getValue());
    }
    return counted;
  }

  /** Items that are skipped, by code. */
  private SortedMap<String, Long> skipped() {
    SortedMap<String, Long> skipped = new TreeMap<>();
    if (!targets.needLabels()) {
      return skipped;
    }
    tally
        .faults()
        .forEach(
            (code, count) -> {
              boolean skipping =
                  code.equals(AMBIGUOUS)
                      ? targets.ambiguous() == AmbiguousLabel.SKIP
                      : targets.blank() == BlankLabel.SKIP;
              if (skipping) {
                skipped.put(code, count);
              }
            });
    long bare = tally.bare().values().stream().mapToLong(Long::longValue).sum();
    if (bare > 0 && targets.blank() == BlankLabel.SKIP) {
      skipped.merge(QuarantineReason.NO_LABEL.code(), bare, Long::sum);
    }
    return skipped;
  }

  private static SkipReason reason(String code) {
    return List.of(SkipReason.values()).stream()
        .filter(reason -> reason.code().equals(code))
        .findFirst()
        .orElseThrow();
  }
}
