package dev.kindling.train.optim;

/**
 * One curve from one value to another.
 *
 * @param curve its form
 * @param from the value at position 0
 * @param to the value at position 1
 */
record Annealing(Curve curve, double from, double to) implements Schedule {
  enum Curve {
    LINEAR,
    COSINE,
    EXPONENTIAL
  }

  Annealing {
    if (!Double.isFinite(from) || !Double.isFinite(to)) {
      throw new IllegalArgumentException(
          "Schedule values must be finite, got %s and %s".formatted(from, to));
    }
    if (curve == Curve.EXPONENTIAL && !(from > 0 && to > 0)) {
      throw new IllegalArgumentException(
          "Exponential schedule values must be more than 0, got %s and %s".formatted(from, to));
    }
  }

  @Override
  public double at(double position) {
    if (!(position >= 0 && position <= 1)) {
      throw new IllegalArgumentException("Position must be in [0, 1], got " + position);
    }
    return switch (curve) {
      case LINEAR -> from + position * (to - from);
      case COSINE -> from + (1 + Math.cos(Math.PI * (1 - position))) * (to - from) / 2;
      case EXPONENTIAL -> from * Math.pow(to / from, position);
    };
  }
}
