package dev.kindling.datablock.batch;

import dev.kindling.datablock.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** The lengths of an epoch's windows where they vary, drawn before the epoch begins. */
final class WindowLengths {
  private static final int LEAST = 5;
  private static final double DEVIATION = 5;
  private static final double SHARE_OF_HALF = 0.05;
  private static final int ABOVE = 20;

  private WindowLengths() {}

  /** Where the windows begin, and the end of the last. */
  static int[] borders(int perRow, int bptt, Seed seed, int epoch) {
    if (bptt < LEAST || epoch < 0) {
      throw new IllegalArgumentException(
          "Windows of varying length need %d or more steps and an epoch of 0 or more, got %d and %d"
              .formatted(LEAST, bptt, epoch));
    }
    RandomGenerator random = seed.derive("window-lengths").random("", epoch);
    int[] borders = new int[16];
    int count = 0;
    while (borders[count] < perRow) {
      if (++count == borders.length) {
        borders = Arrays.copyOf(borders, 2 * count);
      }
      borders[count] = Math.min(perRow, borders[count - 1] + length(bptt, random));
    }
    return Arrays.copyOf(borders, count + 1);
  }

  private static int length(int bptt, RandomGenerator random) {
    double mean = random.nextDouble() < SHARE_OF_HALF ? bptt / 2.0 : bptt;
    long drawn = Math.round(mean + DEVIATION * random.nextGaussian());
    return (int) Math.max(LEAST, Math.min(bptt + ABOVE, drawn));
  }
}
