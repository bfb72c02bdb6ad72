package dev.kindling.train.cluster;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** All rows of a split in one shard on this machine, in the order of their keys. */
final class LocalShard {
  private LocalShard() {}

  /**
   * Fetches the rows, sorted, partition by partition.
   *
   * @param plan with one worker
   * @throws IllegalStateException if a key occurs twice
   */
  static Shard gather(JavaRDD<ShardRecord> rows, ShardPlan plan) {
    JavaRDD<ShardRecord> sorted =
        rows.mapToPair(row -> new scala.Tuple2<>(row.key(), row))
            .sortByKey(Comparator.naturalOrder(), true, Math.max(1, rows.getNumPartitions()))
            .values();
    Counted counted = new Counted(sorted.toLocalIterator());
    try {
      ShardStore.shared().lay(plan, List.of(0), counted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ShardStore.shared()
        .find(plan, 0, counted.count)
        .orElseThrow(() -> new IllegalStateException("Shard not laid: " + plan));
  }

  private static final class Counted implements Iterator<ShardStore.Row> {
    private final Iterator<ShardRecord> rows;
    private String before = "";
    private int count;

    Counted(Iterator<ShardRecord> rows) {
      this.rows = rows;
    }

    @Override
    public boolean hasNext() {
      return rows.hasNext();
    }

    @Override
    public ShardStore.Row next() {
      ShardRecord row = rows.next();
      if (count > 0 && row.key().equals(before)) {
        throw new IllegalStateException(
            "Key \"%s\" occurs twice; prepare the dataset again".formatted(row.key()));
      }
      before = row.key();
      count++;
      return new ShardStore.Row(0, row);
    }
  }
}
