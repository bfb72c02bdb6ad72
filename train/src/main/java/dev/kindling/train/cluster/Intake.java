package dev.kindling.train.cluster;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.model.TargetSpec;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;

/** How items become what a trained model takes. Immutable and sent with every task. */
interface Intake extends Serializable {
  /**
   * The rows of a prepared split, targets by the vocab.
   *
   * @throws IllegalStateException if the dataset was prepared in another way than the model's
   */
  JavaRDD<ShardRecord> rows(
      PreparedDataset dataset, Split split, List<String> vocab, TargetSpec target);

  /** The batches of a shard of prepared items, to be evaluated; valid while the shard is open. */
  BatchSource evaluation(Shard shard, int batchSize);

  /** One batch of items as they are found. */
  Taken take(List<Found> items, DecodeLimits limits);

  /**
   * An item as it is found.
   *
   * @param content its bytes; empty if it cannot be read
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Found(String key, byte[] content) {}

  /**
   * What became of some items.
   *
   * @param batch of those that can be taken, with their keys; empty if there are none
   * @param refused the others
   */
  record Taken(Optional<Batch> batch, List<Refused> refused) {
    public Taken {
      refused = List.copyOf(refused);
    }
  }

  /** An item that cannot be taken. */
  record Refused(String key, BadItemException why) {}
}
