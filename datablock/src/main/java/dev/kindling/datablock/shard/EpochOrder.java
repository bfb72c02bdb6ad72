package dev.kindling.datablock.shard;

import dev.kindling.datablock.Seed;
import java.util.SplittableRandom;

/**
 * The order in which one epoch visits the records of a shard: a keyed pseudo-random permutation, so
 * that shuffling moves no data.
 */
public final class EpochOrder {
  private EpochOrder() {}

  /**
   * Every number of [0, size) once, in an order that depends on (size, seed, epoch) only. Fisher
   * and Yates' shuffle over SplitMix64; part of what makes runs repeatable, so it does not change.
   *
   * @param size records, 0 or more
   * @param epoch counted from 0
   */
  public static int[] of(int size, Seed seed, int epoch) {
    if (size < 0 || epoch < 0) {
      throw new IllegalArgumentException(
          "EpochOrder needs a size and an epoch of 0 or more, got %d and %d"
              .formatted(size, epoch));
    }
    SplittableRandom random =
        new SplittableRandom(seed.derive("epoch-order").derive(epoch).value());
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      // The remainder of 64 bits is uniform to one part in 2^32, and stays the same on every JDK.
      int other = (int) Long.remainderUnsigned(random.nextLong(), i + 1L);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }

  /** 0, 1, 2, …: the order of evaluation, which needs no shuffling. */
  public static int[] asStored(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    return order;
  }
}
