package dev.kindling.datablock;

import static org.apache.spark.sql.functions.broadcast;

import dev.kindling.datablock.process.NearDuplicates;
import dev.kindling.datablock.table.NearDuplicateFacts;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What a policy for near duplicates does to the items.
 *
 * @param clusters as they were; empty if nobody looked
 * @param after the policy
 * @param dropped items that go
 * @param facts for the manifest
 */
record Parting(
    Optional<NearClusters> clusters,
    Optional<NearClusters> after,
    long dropped,
    NearDuplicateFacts facts) {
  static Parting of(NearDuplicates policy, Dataset<Row> facts) {
    if (policy == NearDuplicates.IGNORE) {
      return new Parting(Optional.empty(), Optional.empty(), 0, NearDuplicateFacts.NONE);
    }
    NearClusters clusters = NearClusters.of(facts);
    NearClusters after =
        switch (policy) {
          case DROP -> clusters.none();
          case KEEP_TOGETHER -> clusters.together();
          case IGNORE, REPORT -> clusters;
        };
    NearDuplicateFacts said = clusters.facts(policy, after);
    long dropped = policy == NearDuplicates.DROP ? clusters.followers().count() : 0;
    return new Parting(Optional.of(clusters), Optional.of(after), dropped, said);
  }

  /** The items that stay, in their splits; a column {@code group} names their clusters. */
  Dataset<Row> apply(Dataset<Row> items) {
    if (after.isEmpty()) {
      return items;
    }
    Dataset<Row> staying =
        dropped == 0
            ? items
            : items.join(
                broadcast(clusters.orElseThrow().followers()), new String[] {"key"}, "left_anti");
    return after.get().placed(staying);
  }
}
