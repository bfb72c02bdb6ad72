package dev.kindling.datablock.shard;

import dev.kindling.datablock.Seed;
import java.io.Serializable;

/**
 * Which records of a shard an epoch takes, how often and in which order. What it gives depends on
 * shard, seed and epoch only, so an epoch may be gone on with from anywhere. Immutable.
 */
public sealed interface EpochSampler extends Serializable permits EveryItemOnce, WeightedSampler {
  /** Every record once. */
  static EpochSampler everyItemOnce() {
    return new EveryItemOnce();
  }

  /**
   * How many records an epoch takes, repeated ones counted each time.
   *
   * @param records of the shard, 0 or more
   */
  int count(int records);

  /**
   * The indices of the records of one epoch.
   *
   * @param epoch counted from 0
   * @return {@link #count} of them, each in [0, {@code shard.size()}); the array is the caller's
   */
  int[] order(Shard shard, Seed seed, int epoch);
}
