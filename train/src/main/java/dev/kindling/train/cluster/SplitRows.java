package dev.kindling.train.cluster;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.TokenContent;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.text.Direction;
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
    return new ShardRecord(row.getString(0), target(row, targets), row.<byte[]>getAs(2));
  }

  private static int target(Row row, Map<String, Integer> targets) {
    Integer target = targets.get(row.getString(1));
    if (target == null) {
      throw new DataContractException(
          "Label \"%s\" of \"%s\" is not among the %d categories; prepare the dataset again"
              .formatted(row.getString(1), row.getString(0), targets.size()));
    }
    return target;
  }

  /** Key, target by the vocab or -1 where there are no labels, token ids as they are read. */
  static JavaRDD<ShardRecord> texts(
      PreparedDataset dataset, Split split, List<String> vocab, Direction direction) {
    Map<String, Integer> targets = new HashMap<>();
    vocab.forEach(label -> targets.put(label, targets.size()));
    return dataset
        .rows(split)
        .select("key", "label", "tokens")
        .toJavaRDD()
        .map(row -> text(row, targets, direction));
  }

  private static ShardRecord text(Row row, Map<String, Integer> targets, Direction direction) {
    int target = targets.isEmpty() ? -1 : target(row, targets);
    int[] tokens = row.<Integer>getList(2).stream().mapToInt(Integer::intValue).toArray();
    return new ShardRecord(row.getString(0), target, TokenContent.of(direction.of(tokens)));
  }
}
