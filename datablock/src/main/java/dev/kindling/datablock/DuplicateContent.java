package dev.kindling.datablock;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds items of exactly the same bytes. */
final class DuplicateContent {
  private DuplicateContent() {}

  /**
   * The keys (column {@code key}) of all good items whose content another item has that comes
   * before: what the earlier version's table has, then train before valid before test, then in the
   * order of keys.
   */
  static Dataset<Row> repeated(Dataset<Row> facts) {
    return shared(facts).where(col("key").notEqual(col("first.key"))).select("key");
  }

  /**
   * The items that are on another side than the first of their content, but those that an earlier
   * version's table has: columns {@code key} and {@code to_split}, the side of the first.
   */
  static Dataset<Row> strays(Dataset<Row> facts) {
    return shared(facts)
        .where(not(col("old")).and(col("split").notEqual(col("first.split"))))
        .select(col("key"), col("first.split").as("to_split"));
  }

  /** The rows with those items on that side; no content is shuffled. */
  static Dataset<Row> together(Dataset<Row> rows, Dataset<Row> strays) {
    Column[] columns =
        Arrays.stream(rows.columns())
            .map(
                name ->
                    name.equals("split")
                        ? coalesce(col("to_split"), col("split")).as("split")
                        : col(name))
            .toArray(Column[]::new);
    return rows.join(broadcast(strays), new String[] {"key"}, "left_outer").select(columns);
  }

  /** Good items that share their content, with {@code first}, the order of the first of it. */
  private static Dataset<Row> shared(Dataset<Row> facts) {
    Dataset<Row> good = facts.where(col("reason").isNull());
    Column order = SplitOrder.of(col("old"), col("split"), col("key"));
    Dataset<Row> shared =
        good.groupBy("sha256")
            .agg(count(lit(1)).as("sharing"), min(order).as("first"))
            .where(col("sharing").gt(1))
            .select("sha256", "first");
    return good.join(shared, "sha256");
  }
}
