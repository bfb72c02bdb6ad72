package dev.kindling.train.loop;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.DocumentBatches;
import dev.kindling.datablock.batch.ShardBatches;
import dev.kindling.datablock.shard.EpochSampler;
import dev.kindling.datablock.shard.Shard;
import java.util.Optional;

/**
 * The whole documents of a logical worker's shard, for a classifier: those of like length together,
 * see {@link DocumentBatches}. Safe for use by many threads; the shard stays open while it is used,
 * and who opened it closes it.
 *
 * @param shard token ids and categories
 * @param batchSize documents of a step
 * @param maxTokens of longer documents, so many at their end are read
 * @param sampler which documents an epoch takes
 * @param shuffle the seed of every epoch's order; without it, every document is read once, the
 *     longest first
 */
public record DocumentSource(
    Shard shard, int batchSize, int maxTokens, EpochSampler sampler, Optional<Seed> shuffle)
    implements BatchSource {
  public DocumentSource {
    requireNonNull(shard, "shard");
    requireNonNull(sampler, "sampler");
    requireNonNull(shuffle, "shuffle");
  }

  /** Every document once, the longest first. */
  public static DocumentSource evaluation(Shard shard, int batchSize, int maxTokens) {
    return new DocumentSource(
        shard, batchSize, maxTokens, EpochSampler.everyItemOnce(), Optional.empty());
  }

  @Override
  public int steps() {
    return ShardBatches.count(sampler.count(shard.size()), batchSize);
  }

  @Override
  public Batch batch(int epoch, int step) {
    return batches(epoch).batch(step);
  }

  @Override
  public Feed feed(int epoch, int from, int to) {
    DocumentBatches batches = batches(epoch);
    return new StepByStep(batches::batch, from, to);
  }

  private DocumentBatches batches(int epoch) {
    return shuffle
        .map(seed -> DocumentBatches.training(shard, batchSize, sampler, seed, epoch))
        .orElseGet(() -> DocumentBatches.evaluation(shard, batchSize))
        .cutTo(maxTokens, DocumentBatches.Keep.LAST);
  }
}
