package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.WindowSource;
import java.util.Map;
import java.util.Optional;

/**
 * Reads documents as streams of tokens, for a language model. The batch size is the number of
 * streams.
 *
 * @param recipe how the fit goes
 * @param reading windows and their order
 */
public record LanguageWorkbench(Recipe recipe, Reading reading) implements Workbench {
  private static final long serialVersionUID = 1;
  private static final int PREFETCH = 2;

  public LanguageWorkbench {
    requireNonNull(recipe, "recipe");
    requireNonNull(reading, "reading");
  }

  @Override
  public Map<String, String> identity() {
    return Map.of("reading", reading.toString());
  }

  /**
   * {@inheritDoc}
   *
   * @throws DataContractException if the shard has fewer tokens than the batch has rows
   */
  @Override
  public int trainingSteps(ShardSize size) {
    long tokens = size.bytes() / Integer.BYTES;
    if (size.records() > 0 && tokens <= recipe.batchSize()) {
      throw new DataContractException(
          "A worker's part of train has %d tokens, too few for a batch of %d rows: lower train.batch-size or train.workers, or give more text"
              .formatted(tokens, recipe.batchSize()));
    }
    return WindowSource.steps(tokens, recipe.batchSize(), reading.bptt());
  }

  @Override
  public BatchSource training(Shard shard) {
    return new WindowSource(
            shard,
            recipe.batchSize(),
            reading.bptt(),
            reading.shuffled() ? Optional.of(recipe.seed()) : Optional.empty())
        .prefetched(PREFETCH);
  }

  @Override
  public BatchSource evaluation(Shard shard) {
    return WindowSource.asStored(shard, recipe.batchSize(), reading.bptt()).prefetched(PREFETCH);
  }
}
