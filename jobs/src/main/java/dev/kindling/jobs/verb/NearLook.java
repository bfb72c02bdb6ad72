package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.size;

import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings.Picture;
import java.util.List;
import org.apache.spark.sql.Row;

/** Clusters of near duplicates to be looked at. */
final class NearLook {
  private static final int CLUSTERS = 8;
  private static final int OF_EACH = 4;

  private NearLook() {}

  /**
   * The first pictures of a few clusters, cluster after cluster: those with several labels first,
   * then those in several splits. None if nobody looked for them.
   */
  static List<Picture> of(PreparedDataset dataset) {
    if (dataset.manifest().nearDuplicates().clusters() == 0) {
      return List.of();
    }
    List<Row> clusters =
        dataset
            .rows()
            .where(col("group").isNotNull())
            .where(col("key").contains("#copy-").equalTo(false)) // augmented copies go with them
            .groupBy("group")
            .agg(
                countDistinct("label").as("labels"),
                countDistinct("split").as("splits"),
                array_sort(collect_list("key")).as("keys"))
            .where(size(col("keys")).gt(1))
            .orderBy(col("labels").desc(), col("splits").desc(), col("group"))
            .limit(CLUSTERS)
            .collectAsList();
    List<String> keys =
        clusters.stream()
            .flatMap(
                cluster ->
                    cluster.<String>getList(cluster.fieldIndex("keys")).stream().limit(OF_EACH))
            .toList();
    return StoredItem.of(dataset, keys).stream().map(NearLook::withSplit).toList();
  }

  private static Picture withSplit(StoredItem item) {
    Picture picture = item.picture();
    return new Picture(picture.image(), item.split() + ": " + picture.caption());
  }
}
