package dev.kindling.augment;

/** How a pixel is made from those around the point it shows. */
public enum Interpolation {
  /** A triangle over one pixel to each side. */
  BILINEAR(1) {
    @Override
    double weight(double distance) {
      return Math.max(0, 1 - Math.abs(distance));
    }
  },
  /**
   * A cubic over two pixels to each side, sharper. Keys: "Cubic convolution interpolation for
   * digital image processing", 1981, with a = -0.5.
   */
  BICUBIC(2) {
    @Override
    double weight(double distance) {
      double t = Math.abs(distance);
      if (t <= 1) {
        return (1.5 * t - 2.5) * t * t + 1;
      }
      return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    }
  };

  private final int support;

  Interpolation(int support) {
    this.support = support;
  }

  /** Pixels to each side that have a weight. */
  int support() {
    return support;
  }

  /** The weight at that distance in pixels. */
  abstract double weight(double distance);
}
