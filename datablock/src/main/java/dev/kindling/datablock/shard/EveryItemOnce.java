package dev.kindling.datablock.shard;

import dev.kindling.datablock.Seed;

/** Every record once, in the order of {@link EpochOrder}. */
record EveryItemOnce() implements EpochSampler {
  @Override
  public int count(int records) {
    return records;
  }

  @Override
  public int[] order(Shard shard, Seed seed, int epoch) {
    return EpochOrder.of(shard.size(), seed, epoch);
  }
}
