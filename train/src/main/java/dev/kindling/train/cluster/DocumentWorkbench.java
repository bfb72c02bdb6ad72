package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.DocumentSource;
import dev.kindling.train.loop.Recipe;
import java.util.Map;
import java.util.Optional;

/**
 * Reads whole documents with their categories, for a classifier of texts.
 *
 * @param recipe how the fit goes
 * @param reading how long a document may be
 */
public record DocumentWorkbench(Recipe recipe, Reading reading) implements Workbench {
  private static final long serialVersionUID = 1;
  private static final int PREFETCH = 2;

  public DocumentWorkbench {
    requireNonNull(recipe, "recipe");
    requireNonNull(reading, "reading");
  }

  @Override
  public Map<String, String> identity() {
    return Map.of("reading", reading.toString());
  }

  @Override
  public BatchSource training(Shard shard) {
    return new DocumentSource(
            shard,
            recipe.batchSize(),
            reading.maxTokens(),
            recipe.sampler(),
            Optional.of(recipe.seed()))
        .prefetched(PREFETCH);
  }

  @Override
  public BatchSource evaluation(Shard shard) {
    return DocumentSource.evaluation(shard, recipe.batchSize(), reading.maxTokens())
        .prefetched(PREFETCH);
  }
}
