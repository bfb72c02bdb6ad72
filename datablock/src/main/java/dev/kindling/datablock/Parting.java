package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.table.NearDuplicateFacts;
import java.util.Arrays;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a policy for near duplicates does to the items.
 *
 * @param policy what becomes of them
 * @param counts of the clusters as they were
 * @param dropped the keys of the items that go; empty if none does
 * @param placed columns {@code key}, {@code to_split} and {@code to_group} of the items that belong
 *     together; empty if none do
 */
record Parting(
    NearDuplicates policy,
    ClusterCounts counts,
    Optional<Dataset<Row>> dropped,
    Optional<Dataset<Row>> placed) {
  static Parting of(NearDuplicates policy, Dataset<Row> facts) {
    if (policy == NearDuplicates.IGNORE) {
      return idle(policy);
    }
    NearClusters clusters = NearClusters.of(facts);
    ClusterCounts counts = ClusterCounts.of(clusters, policy);
    if (counts.clusters() == 0) {
      return idle(policy);
    }
    if (policy == NearDuplicates.DROP) {
      Dataset<Row> followers =
          clusters
              .members()
              .where(not(col("old")).and(col("anchor").notEqual(col("key"))))
              .select("key");
      return new Parting(
          policy, counts, Optional.of(Few.of(followers, counts.followers())), Optional.empty());
    }
    Column split =
        policy == NearDuplicates.KEEP_TOGETHER
            ? when(col("old"), col("split")).otherwise(col("side"))
            : col("split");
    Dataset<Row> places =
        clusters.members().select(col("key"), split.as("to_split"), col("group").as("to_group"));
    return new Parting(
        policy, counts, Optional.empty(), Optional.of(Few.of(places, counts.items())));
  }

  private static Parting idle(NearDuplicates policy) {
    return new Parting(policy, ClusterCounts.NONE, Optional.empty(), Optional.empty());
  }

  /** How many items go. */
  long drops() {
    return policy == NearDuplicates.DROP ? counts.followers() : 0;
  }

  /** For the manifest. */
  NearDuplicateFacts facts() {
    return new NearDuplicateFacts(
        policy,
        counts.clusters(),
        counts.items(),
        counts.conflicting(),
        counts.leaked(),
        counts.leaks());
  }

  /** The items that stay, in their splits; a column {@code group} names their clusters. */
  Dataset<Row> apply(Dataset<Row> items) {
    Dataset<Row> staying =
        dropped.map(keys -> items.join(keys, new String[] {"key"}, "left_anti")).orElse(items);
    Column[] columns = Arrays.stream(items.columns()).map(Parting::placed).toArray(Column[]::new);
    return placed
        .map(places -> staying.join(places, new String[] {"key"}, "left_outer").select(columns))
        .orElse(staying);
  }

  private static Column placed(String column) {
    return switch (column) {
      case "split" -> coalesce(col("to_split"), col("split")).as("split");
      case "group" -> coalesce(col("to_group"), col("group")).as("group");
      default -> col(column);
    };
  }
}
