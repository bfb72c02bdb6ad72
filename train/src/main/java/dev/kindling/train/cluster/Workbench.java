package dev.kindling.train.cluster;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.engine.EngineSpec;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import java.io.Serializable;
import java.util.Map;

/**
 * What a logical worker works with: an engine, and batches from its shard. Small, immutable and
 * sent with every task; what it opens is a function of itself, so any JVM can take over.
 */
public interface Workbench extends Serializable {
  /** How the fit goes. */
  Recipe recipe();

  /** What decides the batches and so the result, by name, beside the recipe. */
  Map<String, String> identity();

  /** The engine that it works with, which may hold anything: it is overwritten before use. */
  default EngineSpec<?> spec() {
    return recipe().engineSpec();
  }

  /** Steps of an epoch over a training shard of that size: what {@link #training} will have. */
  default int trainingSteps(ShardSize size) {
    int batch = recipe().batchSize();
    return (int) (((long) recipe().sampler().count(size.records()) + batch - 1) / batch);
  }

  /** The training batches of a shard, augmented; valid while the shard is open. */
  BatchSource training(Shard shard);

  /** The batches of a shard in its own order, not augmented; valid while the shard is open. */
  BatchSource evaluation(Shard shard);
}
