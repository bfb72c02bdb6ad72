package dev.kindling.train.scaling;

/** What figures must be like. */
final class Checks {
  private Checks() {}

  static void atLeastZero(String what, double value) {
    if (!(value >= 0 && Double.isFinite(value))) {
      throw new IllegalArgumentException(
          what + " must be a finite number, at least 0, got " + value);
    }
  }

  static void above(String what, double value, double bound) {
    if (!(value > bound)) {
      throw new IllegalArgumentException(what + " must be above " + bound + ", got " + value);
    }
  }
}
