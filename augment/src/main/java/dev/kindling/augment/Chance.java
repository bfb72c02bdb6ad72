package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Draws that several transforms share. Only {@code nextDouble} is used: what the other methods of a
 * generator give may change with the JDK.
 */
final class Chance {
  private Chance() {}

  /** Uniform in [from, to). */
  static double between(double from, double to, RandomGenerator random) {
    return from + (to - from) * random.nextDouble();
  }

  /** A whole number, uniform in [0, count). */
  static int below(int count, RandomGenerator random) {
    return (int) (random.nextDouble() * count);
  }

  /** Log-uniform in [from, to). */
  static double logBetween(double from, double to, RandomGenerator random) {
    return StrictMath.exp(between(StrictMath.log(from), StrictMath.log(to), random));
  }

  /** The probability, if it is one. */
  static double probability(double value, String transform) {
    return inRange(value, 0, 1, transform + " probability");
  }

  /** The value, if it lies in [least, most]. */
  static double inRange(double value, double least, double most, String what) {
    if (!(value >= least && value <= most)) {
      throw new IllegalArgumentException(
          "%s must be in [%s, %s], got %s".formatted(what, plain(least), plain(most), value));
    }
    return value;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }
}
