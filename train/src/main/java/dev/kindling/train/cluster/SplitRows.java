package dev.kindling.train.cluster;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.table.PreparedDataset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;

/** The rows of a prepared dataset's split as shards hold them. */
final class SplitRows {
  private SplitRows() {}

  /** Key, target by the vocab, content. */
  static JavaRDD<ShardRecord> of(PreparedDataset dataset, Split split, List<String> vocab) {
    Map<String, Integer> targets = new HashMap<>();
    vocab.forEach(label -> targets.put(label, targets.size()));
    return dataset
        .rows(split)
        .select("key", "label", "content")
        .toJavaRDD()
        .map(row -> record(row, targets));
  }

  private static ShardRecord record(Row row, Map<String, Integer> targets) {
    Integer target = targets.get(row.getString(1));
    if (target == null) {
      throw new DataContractException(
          "Label \"%s\" of \"%s\" is not among the %d categories; prepare the dataset again"
              .formatted(row.getString(1), row.getString(0), targets.size()));
    }
    return new ShardRecord(row.getString(0), target, row.<byte[]>getAs(2));
  }
}
