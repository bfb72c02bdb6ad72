package dev.kindling.datablock;

import dev.kindling.datablock.process.NearDuplicates;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.apache.spark.sql.Row;

/**
 * What there is to count of {@link NearClusters}.
 *
 * @param clusters of two items and more
 * @param items in clusters
 * @param conflicting clusters whose items have different labels
 * @param leaked items of valid and test whose cluster has an item of train, as they were drawn
 * @param leaks the same after the policy
 * @param followers all but the first of each cluster; old items are none of them
 */
record ClusterCounts(
    long clusters, long items, long conflicting, long leaked, long leaks, long followers)
    implements Serializable {
  static final ClusterCounts NONE = new ClusterCounts(0, 0, 0, 0, 0, 0);

  /** Counts them now, in one pass. */
  static ClusterCounts of(NearClusters clusters, NearDuplicates policy) {
    return clusters
        .rows()
        .toJavaRDD()
        .aggregate(NONE, (sum, row) -> sum.plus(of(row, policy)), ClusterCounts::plus);
  }

  private static ClusterCounts of(Row cluster, NearDuplicates policy) {
    String anchor = cluster.getAs("anchor");
    String side = cluster.getAs("side");
    List<Row> items = cluster.getList(cluster.fieldIndex("items"));
    long labels =
        items.stream().map(item -> item.getAs("label")).filter(Objects::nonNull).distinct().count();
    long leaks =
        switch (policy) {
          case DROP -> 0;
          case KEEP_TOGETHER ->
              leaked(items, item -> item.<Boolean>getAs("old") ? item.getAs("split") : side);
          case IGNORE, REPORT -> leaked(items, item -> item.getAs("split"));
        };
    return new ClusterCounts(
        1,
        items.size(),
        labels > 1 ? 1 : 0,
        leaked(items, item -> item.getAs("drawn")),
        leaks,
        items.stream()
            .filter(item -> !item.<Boolean>getAs("old") && !item.getAs("key").equals(anchor))
            .count());
  }

  private static long leaked(List<Row> items, Function<Row, String> sides) {
    long held = items.stream().map(sides).filter(side -> !side.equals(Split.TRAIN.text())).count();
    return held < items.size() ? held : 0;
  }

  private ClusterCounts plus(ClusterCounts more) {
    return new ClusterCounts(
        clusters + more.clusters,
        items + more.items,
        conflicting + more.conflicting,
        leaked + more.leaked,
        leaks + more.leaks,
        followers + more.followers);
  }
}
