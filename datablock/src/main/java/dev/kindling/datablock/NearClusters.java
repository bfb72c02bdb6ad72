package dev.kindling.datablock;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.table.NearDuplicateFacts;
import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Clusters of pictures that show the same: everything that is connected by pairs of {@link
 * NearPairs}. An item that looks like no other is in none.
 *
 * @param members columns {@code key}, {@code group} (the key of the cluster's first item: train
 *     before valid before test, then in the order of keys), {@code split}, {@code drawn} (the
 *     splitter's), {@code label}, {@code old} (whether the earlier version's table has it), {@code
 *     anchor} (the key of the first item again, but old ones come first) and {@code side} (the
 *     split of that one)
 */
record NearClusters(Dataset<Row> members) {
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
    Dataset<Row> clustered =
        items
            .drop("look")
            .join(components, new String[] {"look_id"}, "left_outer")
            .withColumn("cluster", coalesce(col("component"), col("look_id")));
    Dataset<Row> clusters =
        clustered
            .groupBy("cluster")
            .agg(
                count(lit(1)).as("size"),
                min(SplitOrder.of(col("split"), col("key"))).as("first"),
                min(SplitOrder.of(col("old"), col("split"), col("key"))).as("oldest"))
            .where(col("size").gt(1))
            .select(
                col("cluster"),
                col("first.key").as("group"),
                col("oldest.key").as("anchor"),
                col("oldest.split").as("side"));
    return new NearClusters(
        Persisted.of(
            clustered
                .join(clusters, "cluster")
                .select("key", "group", "split", "drawn", "label", "old", "anchor", "side")));
  }

  /** The keys of all but the first item of each cluster; old items are none of them. */
  Dataset<Row> followers() {
    return members.where(not(col("old")).and(col("anchor").notEqual(col("key")))).select("key");
  }

  /** The same with each cluster on the side of its first item, but old items where they were. */
  NearClusters together() {
    return new NearClusters(
        members.withColumn("split", when(col("old"), col("split")).otherwise(col("side"))));
  }

  /** What is left when the followers are dropped: no cluster. */
  NearClusters none() {
    return new NearClusters(members.where(lit(false)));
  }

  /** The rows in the splits that their clusters are on; their groups, if they have any, too. */
  Dataset<Row> placed(Dataset<Row> rows) {
    Dataset<Row> places =
        members.select(col("key"), col("split").as("to_split"), col("group").as("to_group"));
    Column[] columns =
        Arrays.stream(rows.columns()).map(NearClusters::placed).toArray(Column[]::new);
    return rows.join(broadcast(places), new String[] {"key"}, "left_outer")
        .select(columns); // so that no content is shuffled
  }

  private static Column placed(String column) {
    return switch (column) {
      case "split" -> coalesce(col("to_split"), col("split")).as("split");
      case "group" -> coalesce(col("to_group"), col("group")).as("group");
      default -> col(column);
    };
  }

  /** What is said of them, before and after the policy. */
  NearDuplicateFacts facts(NearDuplicates policy, NearClusters after) {
    Row row =
        members
            .groupBy("group")
            .agg(count(lit(1)).as("size"), countDistinct("label").as("labels"))
            .agg(
                count(lit(1)),
                coalesce(sum("size"), lit(0L)),
                coalesce(sum(when(col("labels").gt(1), 1L).otherwise(0L)), lit(0L)))
            .head();
    return new NearDuplicateFacts(
        policy,
        row.getLong(0),
        row.getLong(1),
        row.getLong(2),
        leaked("drawn"),
        after.leaked("split"));
  }

  /** Items of valid and test whose cluster has an item of train. */
  private long leaked(String side) {
    Column train = col(side).equalTo(Split.TRAIN.text());
    return members
        .groupBy("group")
        .agg(max(train).as("train"), sum(when(train, 0L).otherwise(1L)).as("held"))
        .where(col("train"))
        .agg(coalesce(sum("held"), lit(0L)))
        .head()
        .getLong(0);
  }
}
