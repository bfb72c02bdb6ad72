package dev.kindling.train.cluster;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.TokenContent;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.model.TargetSpec;
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
  static JavaRDD<ShardRecord> of(
      PreparedDataset dataset, Split split, List<String> vocab, TargetSpec target) {
    Map<String, Integer> index = index(vocab);
    return dataset
        .rows(split)
        .select("key", "label", "content")
        .toJavaRDD()
        .map(
            row ->
                new ShardRecord(
                    row.getString(0), target.coded(row.getString(1), index), row.<byte[]>getAs(2)));
  }

  private static HashMap<String, Integer> index(List<String> vocab) {
    HashMap<String, Integer> index = new HashMap<>();
    vocab.forEach(label -> index.put(label, index.size()));
    return index;
  }

  /** Key, target by the vocab or -1 where labels are not looked at, token ids as they are read. */
  static JavaRDD<ShardRecord> texts(
      PreparedDataset dataset,
      Split split,
      List<String> vocab,
      TargetSpec target,
      Direction direction) {
    if (dataset.manifest().target().kind() == Targets.Kind.NONE) {
      return texts(dataset, split, direction);
    }
    Map<String, Integer> index = index(vocab);
    return dataset
        .rows(split)
        .select("key", "tokens", "label")
        .toJavaRDD()
        .map(row -> text(row, target.coded(row.getString(2), index), direction));
  }

  /** Key, -1, token ids as they are read. */
  static JavaRDD<ShardRecord> texts(PreparedDataset dataset, Split split, Direction direction) {
    return dataset
        .rows(split)
        .select("key", "tokens")
        .toJavaRDD()
        .map(row -> text(row, new int[] {-1}, direction));
  }

  private static ShardRecord text(Row row, int[] target, Direction direction) {
    int[] tokens = row.<Integer>getList(1).stream().mapToInt(Integer::intValue).toArray();
    return new ShardRecord(row.getString(0), target, TokenContent.of(direction.of(tokens)));
  }
}
