package dev.kindling.datablock;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_union;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.LabelCounts;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * What labels items have, counted in one pass. The driver gets a number for each label and split.
 *
 * @param counts of items with a label, if labels are needed
 * @param bare items that have a split and may have several labels, but have none of them, by split
 * @param faults items that have a split and no label, by the code of the reason
 * @param without items without a split
 */
record LabelTally(
    LabelCounts counts, Map<Split, Long> bare, SortedMap<String, Long> faults, long without) {
  /** Stands for an item itself where labels are counted apart from items. */
  private static final String ITEM = "";

  /**
   * Counts.
   *
   * @param rows with the columns {@code label} and {@code split}, and maybe {@code fault} and
   *     {@code label_fault}
   */
  static LabelTally of(Dataset<Row> rows, Targets targets) {
    Dataset<Row> groups =
        rows.select(
                col("split"),
                counted(targets).as("counted"),
                targets.needLabels() ? LabelFaults.code(rows).as("code") : lit(null).as("code"),
                LabeledItems.bad(rows).as("bad"),
                coalesce(col("label").equalTo(""), lit(false)).as("bare"))
            .groupBy("split", "counted", "code", "bad", "bare")
            .agg(count(lit(1)));
    Map<Split, Long> items = new EnumMap<>(Split.class);
    Map<Split, SortedMap<String, Long>> labels = new EnumMap<>(Split.class);
    Map<Split, Long> bare = new EnumMap<>(Split.class);
    SortedMap<String, Long> faults = new TreeMap<>();
    long without = 0;
    boolean apart = targets.kind() != Targets.Kind.CATEGORIES;
    for (Row row : groups.collectAsList()) {
      long number = row.getLong(5);
      boolean item = !apart || row.isNullAt(1) || row.getString(1).equals(ITEM);
      if (row.isNullAt(0)) {
        without += item ? number : 0;
      } else if (row.getBoolean(3)) {
        continue; // goes to the quarantine, whatever its label
      } else if (!row.isNullAt(2)) {
        faults.merge(row.getString(2), number, Long::sum);
      } else {
        Split split = Split.of(row.getString(0));
        if (item) {
          items.merge(split, number, Long::sum);
        }
        if (item && apart && targets.kind() == Targets.Kind.MULTI && row.getBoolean(4)) {
          bare.merge(split, number, Long::sum);
        }
        if (!item || !apart) {
          labels
              .computeIfAbsent(split, any -> new TreeMap<>())
              .merge(row.getString(1), number, Long::sum);
        }
      }
    }
    return new LabelTally(new LabelCounts(items, labels), bare, faults, without);
  }

  /** What is counted of an item: its category, or itself and each of its labels. */
  private static Column counted(Targets targets) {
    if (targets.type() instanceof LabelType.Multi multi && targets.needLabels()) {
      UDF1<String, String[]> labels =
          label -> label == null ? new String[0] : multi.labels(label).toArray(String[]::new);
      Column each =
          udf(labels, DataTypes.createArrayType(DataTypes.StringType)).apply(col("label"));
      return explode_outer(when(col("label").isNotNull(), array_union(array(lit(ITEM)), each)));
    }
    return targets.kind() == Targets.Kind.CATEGORIES ? col("label") : lit(ITEM);
  }
}
