package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.scan.SkipReason;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Items with labels, not yet split. Immutable.
 *
 * @param <I> how they become inputs
 */
public final class LabeledItems<I extends Inputs> {
  private final Dataset<Row> rows;
  private final Labeler labeler;
  private final LabelType type;
  private final Origin origin;

  LabeledItems(Dataset<Row> rows, Labeler labeler, LabelType type, Origin origin) {
    this.rows = rows;
    this.labeler = labeler;
    this.type = type;
    this.origin = origin;
  }

  /**
   * Columns: {@code key}, {@code location} as of {@link Items}, {@code label} string, null where
   * the labeler has none that can be read; of several categories, all of them, sorted, with the
   * separator between, or nothing if there are none; of numbers, the shortest decimal.
   */
  public Dataset<Row> rows() {
    return rows;
  }

  /**
   * Puts each item in a split, and counts them now. Items that have no split are skipped. A folder
   * that names the split is no label.
   *
   * @throws DataContractException if train or valid has no labelled item
   * @throws IllegalStateException if splits are to come from a column and there is none, or are to
   *     be stratified by labels that are not one category for each item
   */
  public SplitItems<I> split(Splitter splitter) {
    requireNonNull(splitter, "splitter");
    if (splitter instanceof Stratified && !(type instanceof LabelType.Category)) {
      throw new IllegalStateException(
          "A stratified split needs one category for each item, but labels are of type %s: split by hash"
              .formatted(type));
    }
    Dataset<Row> split =
        splitter
            .split(rows.withColumn("label", label(splitter)))
            .withColumn("split", splitOfBad(rows));
    LabelTally tally =
        LabelTally.of(split, labeler instanceof Labeler.None ? Targets.none() : Targets.of(type));
    tally.counts().requireTrainAndValid(splitter.toString());
    Origin next = origin.set("split", splitter).skipping(SkipReason.NO_SPLIT, tally.without());
    return new SplitItems<>(
        split.where(col("split").isNotNull()),
        type,
        tally,
        splitter,
        splitter.drawnBy().map(next::withSeed).orElse(next));
  }

  /** A bad item goes to the quarantine wherever it would belong; a malformed row does not say. */
  private static Column splitOfBad(Dataset<Row> rows) {
    Column split = col("split");
    return when(bad(rows).and(split.isNull()), Split.TRAIN.text()).otherwise(split);
  }

  /** Whether an item is bad already; those of a folder have not been looked at. */
  static Column bad(Dataset<Row> rows) {
    return Arrays.asList(rows.columns()).contains("fault") ? col("fault").isNotNull() : lit(false);
  }

  private Column label(Splitter splitter) {
    if (!(labeler instanceof Labeler.ParentFolder)) {
      return col("label");
    }
    Column key = col("key");
    Column folders = length(key).minus(length(replace(key, lit("/"), lit(""))));
    return when(folders.gt(splitter.leadingFolders()), col("label"));
  }
}
