package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What is noted of every item of a source, see {@link
 * dev.kindling.datablock.table.PreparedDataset#ledger()}.
 */
final class Ledger {
  private static final StructType STANDING =
      StructType.fromDDL("size BIGINT, modified BIGINT, given STRING, drawn STRING");
  private static final StructType PLACE = StructType.fromDDL("kept BOOLEAN, `group` STRING");

  private Ledger() {}

  static StructType schema(Stage stage) {
    return Marks.joined(stage.facts(), STANDING, PLACE);
  }

  /** Columns that a ledger by a program of before lacks. */
  static List<String> missing(Stage stage, Dataset<Row> ledger) {
    List<String> missing = new ArrayList<>(List.of(schema(stage).fieldNames()));
    missing.removeAll(List.of(ledger.columns()));
    return missing;
  }

  /**
   * The rows.
   *
   * @param facts of all items, good and bad
   * @param placed those that are in the table, as they are there
   * @param dropping whether good items are missing there
   */
  static Dataset<Row> of(Stage stage, Dataset<Row> facts, Dataset<Row> placed, boolean dropping) {
    Dataset<Row> others =
        dropping
            ? facts.join(placed.select("key"), new String[] {"key"}, "left_anti")
            : facts.where(col("reason").isNotNull());
    return placed
        .withColumn("kept", lit(true))
        .select(Marks.columns(schema(stage)))
        .union(others.withColumn("kept", lit(false)).select(Marks.columns(schema(stage))));
  }
}
