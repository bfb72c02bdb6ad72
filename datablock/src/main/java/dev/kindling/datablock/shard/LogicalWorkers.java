package dev.kindling.datablock.shard;

import dev.kindling.datablock.Seed;

/**
 * Deals items to the logical workers of a training run, whose number is a setting and has nothing
 * to do with executors or partitions.
 */
public final class LogicalWorkers {
  private LogicalWorkers() {}

  /**
   * The worker of an item, in [0, workers): a stable hash of its key, so an item stays with its
   * worker whatever else the dataset holds.
   *
   * @param workers at least 1
   */
  public static int workerOf(String key, int workers, Seed seed) {
    if (workers < 1) {
      throw new IllegalArgumentException("workers must be at least 1, got " + workers);
    }
    return (int) Long.remainderUnsigned(seed.derive("logical-worker").hash(key), workers);
  }
}
