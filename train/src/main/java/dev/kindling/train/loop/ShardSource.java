package dev.kindling.train.loop;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.ShardBatches;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.shard.EpochOrder;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.datablock.shard.Shard;
import java.util.function.IntFunction;

/**
 * The batches of a logical worker's shard: records in the order of the epoch, decoded, collated.
 * Safe for use by many threads; the shard stays open while it is used, and who opened it closes it.
 */
public final class ShardSource implements BatchSource {
  private final Shard shard;
  private final ImageDecoder decoder;
  private final int batchSize;
  private final int records;
  private final IntFunction<int[]> order;
  private final Collation collation;

  private ShardSource(
      Shard shard,
      ImageDecoder decoder,
      int batchSize,
      int records,
      IntFunction<int[]> order,
      Collation collation) {
    this.shard = requireNonNull(shard, "shard");
    this.decoder = requireNonNull(decoder, "decoder");
    this.batchSize = batchSize;
    this.records = records;
    this.order = order;
    this.collation = requireNonNull(collation, "collation");
    ShardBatches.count(0, batchSize);
  }

  /**
   * For training: what the sampler takes of every epoch, in an order of its own, which depends on
   * seed and epoch only.
   */
  public static ShardSource shuffled(
      Shard shard,
      ImageDecoder decoder,
      int batchSize,
      EpochSampler sampler,
      Seed seed,
      Collation collation) {
    return new ShardSource(
        shard,
        decoder,
        batchSize,
        sampler.count(shard.size()),
        epoch -> sampler.order(shard, seed, epoch),
        collation);
  }

  /** For validation: every epoch in the order in which the records lie. */
  public static ShardSource asStored(
      Shard shard, ImageDecoder decoder, int batchSize, Collation collation) {
    return new ShardSource(
        shard,
        decoder,
        batchSize,
        shard.size(),
        epoch -> EpochOrder.asStored(shard.size()),
        collation);
  }

  @Override
  public int steps() {
    return ShardBatches.count(records, batchSize);
  }

  @Override
  public Batch batch(int epoch, int step) {
    return collation.of(batches(epoch).batch(step), epoch);
  }

  @Override
  public Feed feed(int epoch, int from, int to) {
    ShardBatches batches = batches(epoch);
    return new StepByStep(step -> collation.of(batches.batch(step), epoch), from, to);
  }

  private ShardBatches batches(int epoch) {
    return ShardBatches.of(shard, order.apply(epoch), batchSize, decoder);
  }
}
