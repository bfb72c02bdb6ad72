package dev.kindling.jobs.settings;

/**
 * Numbers between two ends.
 *
 * @param low the lower end
 * @param lowIncluded whether it belongs to the interval
 * @param high the upper end
 * @param highIncluded whether it belongs to the interval
 */
record Interval(double low, boolean lowIncluded, double high, boolean highIncluded) {
  /** [0, 1]. */
  static final Interval UNIT = new Interval(0, true, 1, true);

  /** (0, 1). */
  static final Interval INSIDE_UNIT = new Interval(0, false, 1, false);

  /** (0, 1]. */
  static final Interval POSITIVE_UNIT = new Interval(0, false, 1, true);

  /** [0, 1). */
  static final Interval BELOW_ONE = new Interval(0, true, 1, false);

  /** [0.01, 10]: where draws from a symmetric Beta distribution make sense. */
  static final Interval BETA_ALPHA = new Interval(0.01, true, 10, true);

  /** [1, 2^32]: far beyond what any format can take. */
  static final Interval LOSS_SCALE = new Interval(1, true, 1L << 32, true);

  /** [0, 1.9]: up to where no dropout of a text model reaches 1. */
  static final Interval DROPOUT_SCALE = new Interval(0, true, 1.9, true);

  /** Finite and above 0. */
  static final Interval POSITIVE = new Interval(0, false, Double.POSITIVE_INFINITY, false);

  /** Finite and at least 0. */
  static final Interval NOT_NEGATIVE = new Interval(0, true, Double.POSITIVE_INFINITY, false);

  boolean contains(double value) {
    return (lowIncluded ? value >= low : value > low)
        && (highIncluded ? value <= high : value < high);
  }

  String text() {
    if (high == Double.POSITIVE_INFINITY) {
      return lowIncluded ? "of at least 0" : "above 0";
    }
    return "in %s%s, %s%s"
        .formatted(lowIncluded ? "[" : "(", plain(low), plain(high), highIncluded ? "]" : ")");
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
