package dev.kindling.augment;

/**
 * A plan in pixels of one output size: where in the source an output pixel looks, as an index that
 * is whole at pixel middles.
 *
 * <p>Output positions count from the output's middle and source positions from the whole pixel that
 * is seen there, so the numbers stay small and float32 keeps enough digits:
 *
 * <pre>
 * u = column - (size - 1) / 2,  v = row - (size - 1) / 2,  w = g u + h v + 1
 * x = centerX + (a u + b v + c) / w,  y = centerY + (d u + e v + f) / w
 * </pre>
 *
 * @param reachX source pixels along x for one output pixel in the middle, at least 1 and 1 where
 *     shrinking is not antialiased
 * @param reachY the same along y
 */
record PixelMap(
    double a,
    double b,
    double c,
    double d,
    double e,
    double f,
    double g,
    double h,
    int centerX,
    int centerY,
    double reachX,
    double reachY) {
  /** Least depth of a corner over that of the middle; less would show the horizon. */
  private static final double LEAST_DEPTH = 0.05;

  static PixelMap of(ItemPlan plan, int size, Sampling sampling) {
    // Output positions from the middle to the view, the view to the source, source pixels to
    // indices. The size divides at the very end, so that a picture of that size stays exact.
    double half = size / 2.0;
    Homography view = new Homography(1, 0, half, 0, 1, half, 0, 0, size);
    Homography map = Homography.translation(-0.5, -0.5).after(plan.source().after(view));
    double middle = map.depth(0, 0);
    requireInFront(map, size, middle);
    double g = map.g() / middle;
    double h = map.h() / middle;
    double x = map.c() / middle;
    double y = map.f() / middle;
    int centerX = (int) Math.floor(x);
    int centerY = (int) Math.floor(y);
    double a = map.a() / middle - centerX * g;
    double b = map.b() / middle - centerX * h;
    double d = map.d() / middle - centerY * g;
    double e = map.e() / middle - centerY * h;
    double c = x - centerX;
    double f = y - centerY;
    boolean antialiased = sampling.shrinking() == Sampling.Shrinking.ANTIALIASED;
    double reachX = antialiased ? Math.max(1, Math.hypot(a - c * g, b - c * h)) : 1;
    double reachY = antialiased ? Math.max(1, Math.hypot(d - f * g, e - f * h)) : 1;
    return new PixelMap(a, b, c, d, e, f, g, h, centerX, centerY, reachX, reachY);
  }

  private static void requireInFront(Homography map, int size, double middle) {
    double half = size / 2.0;
    for (double u : new double[] {-half, half}) {
      for (double v : new double[] {-half, half}) {
        if (!(map.depth(u, v) / middle > LEAST_DEPTH)) {
          throw new IllegalStateException(
              "The transforms of an image tilt it so far that its horizon shows; use smaller ones");
        }
      }
    }
  }

  /** True if rows stay rows and columns stay columns. */
  boolean alongAxes() {
    return b == 0 && d == 0 && affine();
  }

  /** True if parallels stay parallel. */
  boolean affine() {
    return g == 0 && h == 0;
  }
}
