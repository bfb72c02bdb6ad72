package dev.kindling.train.cluster;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Recipe;
import java.io.Serializable;

/**
 * What a logical worker works with: an engine, and batches from its shard. Small, immutable and
 * sent with every task; what it opens is a function of itself, so any JVM can take over.
 */
public interface Workbench extends Serializable {
  /** How the fit goes. */
  Recipe recipe();

  /**
   * A fresh engine. Its parameters may hold anything: they are overwritten before use.
   *
   * @return to be closed by the caller
   */
  Engine openEngine();

  /** What engines may be lent out for; equal for workbenches whose engines are interchangeable. */
  Serializable engineKey();

  /** Writes the parameters that the fit starts from, the same on every call. */
  void initialise(Engine engine);

  /** The training batches of a shard, augmented; valid while the shard is open. */
  BatchSource training(Shard shard);

  /** The batches of a shard in its own order, not augmented; valid while the shard is open. */
  BatchSource evaluation(Shard shard);
}
