package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.replace;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.LabelCounts;
import dev.kindling.datablock.scan.SkipReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Items with labels, not yet split. Immutable. */
public final class LabeledItems {
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
   */
  public SplitItems split(Splitter splitter) {
    requireNonNull(splitter, "splitter");
    Dataset<Row> split =
        rows.select(
            col("key"),
            col("location"),
            label(splitter).as("label"),
            splitter.split(col("key")).as("split"));
    Map<Split, SortedMap<String, Long>> counts = new EnumMap<>(Split.class);
    long without = 0;
    for (Row row : split.groupBy("split", "label").count().collectAsList()) {
      if (row.isNullAt(0)) {
        without += row.getLong(2);
      } else if (!row.isNullAt(1)) {
        counts
            .computeIfAbsent(Split.of(row.getString(0)), any -> new TreeMap<>())
            .put(row.getString(1), row.getLong(2));
      }
    }
    LabelCounts labels = new LabelCounts(counts).requireTrainAndValid(splitter.toString());
    Origin next = origin.set("split", splitter).skipping(SkipReason.NO_SPLIT, without);
    return new SplitItems(
        split.where(col("split").isNotNull()),
        labels,
        splitter instanceof Splitter.ByHash hash ? next.withSeed(hash.seed()) : next);
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
