package dev.kindling.augment;

/**
 * How much of a picture must be decoded: the further it is reduced, the less work, but no output
 * pixel may become less than a pixel of the reduced picture, because then the full picture would
 * have shown more.
 */
final class Reduction {
  private static final int MOST = 8;

  /** What rounding may take away from a shrinking that is just enough. */
  private static final double ROUNDING = 1e-9;

  private Reduction() {}

  /**
   * The largest of 1, 2, 4 and 8 by which the plan's picture may be divided.
   *
   * @param size of the output, in pixels
   */
  static int of(ItemPlan plan, int size) {
    double shrinking = leastStretch(plan.source()) / size;
    int reduction = MOST;
    while (reduction > 1 && shrinking * (1 + ROUNDING) < reduction) {
      reduction /= 2;
    }
    return reduction;
  }

  /** Pixels of the picture for a side of the view where, and along which, they are fewest. */
  private static double leastStretch(Homography source) {
    double least = Double.POSITIVE_INFINITY;
    for (double y : new double[] {0, 1}) { // perspective shrinks most towards a corner
      for (double x : new double[] {0, 1}) {
        least = Math.min(least, source.leastStretch(x, y));
      }
    }
    return least;
  }
}
