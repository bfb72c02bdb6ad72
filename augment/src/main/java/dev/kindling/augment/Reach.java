package dev.kindling.augment;

/** How far output points reach along one axis, and the weights there. Used by one thread. */
final class Reach {
  /** Source pixels to each side. */
  final double far;

  /** The weights that were set last, from the first pixel on. */
  final float[] weights;

  private final float narrow;
  private final Interpolation interpolation;

  /**
   * A reach.
   *
   * @param reach what distances are divided by
   */
  Reach(double reach, Interpolation interpolation) {
    this.far = reach * interpolation.support();
    this.weights = new float[(int) (2 * far) + 2];
    this.narrow = (float) (1 / reach);
    this.interpolation = interpolation;
  }

  /** The first pixel around a position. */
  int first(double position) {
    return (int) Math.ceil(position - far);
  }

  /** The last pixel around a position. */
  int last(double position) {
    return (int) Math.floor(position + far);
  }

  /** Sets the weights of the pixels around a position and returns their sum. */
  float weigh(double position) {
    int first = first(position);
    int count = last(position) - first + 1;
    float distance = (float) (first - position);
    float sum = 0;
    for (int i = 0; i < count; i++) {
      float weight = weight((distance + i) * narrow);
      weights[i] = weight;
      sum += weight;
    }
    return sum;
  }

  private float weight(float distance) {
    return interpolation == Interpolation.BILINEAR
        ? Math.max(0, 1 - Math.abs(distance))
        : (float) interpolation.weight(distance);
  }
}
