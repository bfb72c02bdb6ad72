package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.size;

import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings.Picture;
import java.util.ArrayList;
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
    List<Picture> pictures = new ArrayList<>();
    for (Row cluster : clusters) {
      List<String> keys = cluster.getList(cluster.fieldIndex("keys"));
      for (String key : keys.subList(0, Math.min(OF_EACH, keys.size()))) {
        StoredItem item = StoredItem.of(dataset, key);
        Picture picture = item.picture();
        pictures.add(new Picture(picture.image(), item.split() + ": " + picture.caption()));
      }
    }
    return pictures;
  }
}
