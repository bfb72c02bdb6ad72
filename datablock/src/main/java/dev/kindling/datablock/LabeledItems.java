package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.LabelCounts;
import dev.kindling.datablock.scan.SkipReason;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
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
  private final Origin origin;

  LabeledItems(Dataset<Row> rows, Labeler labeler, Origin origin) {
    this.rows = rows;
    this.labeler = labeler;
    this.origin = origin;
  }

  /**
   * Columns: {@code key}, {@code location} as of {@link Items}, {@code label} string, null where
   * the labeler has none; such items go to the quarantine.
   */
  public Dataset<Row> rows() {
    return rows;
  }

  /**
   * Puts each item in a split, and counts them now. Items that have no split are skipped. A folder
   * that names the split is no label.
   *
   * @throws DataContractException if train or valid has no labelled item
   * @throws IllegalStateException if splits are to come from a column and there is none
   */
  public SplitItems<I> split(Splitter splitter) {
    requireNonNull(splitter, "splitter");
    Dataset<Row> split =
        splitter
            .split(rows.withColumn("label", label(splitter)))
            .withColumn("split", splitOfBad(rows));
    boolean none = labeler instanceof Labeler.None;
    Map<Split, SortedMap<String, Long>> counts = new EnumMap<>(Split.class);
    long without = 0;
    long unlabelled = 0;
    for (Row row : split.groupBy(col("split"), col("label"), bad(split)).count().collectAsList()) {
      if (row.isNullAt(0)) {
        without += row.getLong(3);
      } else if (!row.getBoolean(2) && (none || !row.isNullAt(1))) {
        counts
            .computeIfAbsent(Split.of(row.getString(0)), any -> new TreeMap<>())
            .put(none ? LabelCounts.NO_LABEL : row.getString(1), row.getLong(3));
      } else if (!row.getBoolean(2)) {
        unlabelled += row.getLong(3);
      }
    }
    LabelCounts labels = new LabelCounts(counts).requireTrainAndValid(splitter.toString());
    Origin next = origin.set("split", splitter).skipping(SkipReason.NO_SPLIT, without);
    return new SplitItems<>(
        split.where(col("split").isNotNull()),
        labels,
        unlabelled,
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
