package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds items of exactly the same bytes. */
final class DuplicateContent {
  private DuplicateContent() {}

  /**
   * The keys (column {@code key}) of all good items whose content another item has that comes
   * before: train before valid before test, then in the order of keys.
   */
  static Dataset<Row> repeated(Dataset<Row> facts) {
    Dataset<Row> good = facts.where(col("reason").isNull());
    Column order = SplitOrder.of(col("split"), col("key"));
    Dataset<Row> shared =
        good.groupBy("sha256")
            .agg(count(lit(1)).as("sharing"), min(order).as("first"))
            .where(col("sharing").gt(1))
            .select(col("sha256"), col("first.key").as("first_key"));
    return good.join(shared, "sha256").where(col("key").notEqual(col("first_key"))).select("key");
  }
}
