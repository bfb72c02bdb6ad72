package dev.kindling.train.loop;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.DocumentBatches;
import dev.kindling.datablock.batch.ShardBatches;
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
 * @param shuffle the seed of every epoch's order; without it the longest document comes first
 */
public record DocumentSource(Shard shard, int batchSize, int maxTokens, Optional<Seed> shuffle)
    implements BatchSource {
  public DocumentSource {
    requireNonNull(shard, "shard");
    requireNonNull(shuffle, "shuffle");
  }

  @Override
  public int steps() {
    return ShardBatches.count(shard.size(), batchSize);
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
        .map(seed -> DocumentBatches.training(shard, batchSize, seed, epoch))
        .orElseGet(() -> DocumentBatches.evaluation(shard, batchSize))
        .cutTo(maxTokens, DocumentBatches.Keep.LAST);
  }
}
