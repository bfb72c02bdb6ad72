package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.xxhash64;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Clusters of pictures that show the same: everything that is connected by pairs of {@link
 * NearPairs}. An item that looks like no other is in none.
 *
 * @param rows one for each cluster, columns {@code group} (the key of the cluster's first item:
 *     train before valid before test, then in the order of keys), {@code anchor} (the key of the
 *     first item again, but what the earlier version's table has comes first), {@code side} (the
 *     split of that one) and {@code items}, each with {@code key}, {@code split}, {@code drawn}
 *     (the splitter's), {@code label} and {@code old} (whether the earlier version's table has it)
 */
record NearClusters(Dataset<Row> rows) {
  /**
   * Finds the clusters now.
   *
   * @param facts columns {@code key}, {@code split}, {@code drawn}, {@code label}, {@code old} and
   *     {@code look}, which is null for a picture of one grey; good items only
   */
  static NearClusters of(Dataset<Row> facts) {
    Dataset<Row> items =
        facts
            .where(col("look").isNotNull())
            .select(
                col("key"),
                col("split"),
                col("drawn"),
                col("label"),
                col("old"),
                col("look"),
                xxhash64(col("look")).as("look_id"));
    Dataset<Row> looks = items.select("look_id", "look").distinct();
    Dataset<Row> components = Components.of(NearPairs.among(looks)).toDF("look_id", "component");
    return new NearClusters(
        Persisted.of(
            items
                .drop("look")
                .join(components, new String[] {"look_id"}, "left_outer")
                .groupBy(coalesce(col("component"), col("look_id")))
                .agg(
                    collect_list(struct("key", "split", "drawn", "label", "old")).as("items"),
                    min(SplitOrder.of(col("split"), col("key"))).as("first"),
                    min(SplitOrder.of(col("old"), col("split"), col("key"))).as("oldest"))
                .where(size(col("items")).gt(1))
                .select(
                    col("first.key").as("group"),
                    col("oldest.key").as("anchor"),
                    col("oldest.split").as("side"),
                    col("items"))));
  }

  /** A row for each item: its columns, and those of its cluster. */
  Dataset<Row> members() {
    return rows.withColumn("item", explode(col("items")))
        .select("item.*", "group", "anchor", "side");
  }
}
