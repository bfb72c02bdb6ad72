package dev.kindling.augment;

import java.io.Serializable;

/**
 * A map of the plane that keeps straight lines straight: {@code x' = (a x + b y + c) / (g x + h y +
 * i)}, {@code y' = (d x + e y + f) / (g x + h y + i)}. Immutable; x grows to the right, y down.
 *
 * <p>Source: Hartley and Zisserman, "Multiple View Geometry", section 2.3.
 */
public record Homography(
    double a, double b, double c, double d, double e, double f, double g, double h, double i)
    implements Serializable {
  /** Leaves every point where it is. */
  public static final Homography IDENTITY = affine(1, 0, 0, 0, 1, 0);

  public Homography {
    if (!Double.isFinite(a + b + c + d + e + f + g + h + i)) {
      throw new IllegalArgumentException(
          "Homography needs finite numbers, got " + java.util.List.of(a, b, c, d, e, f, g, h, i));
    }
  }

  /** {@code x' = a x + b y + c}, {@code y' = d x + e y + f}. */
  public static Homography affine(double a, double b, double c, double d, double e, double f) {
    return new Homography(a, b, c, d, e, f, 0, 0, 1);
  }

  /** Stretches by those factors about the origin. */
  public static Homography scaling(double x, double y) {
    return affine(x, 0, 0, 0, y, 0);
  }

  /** Moves by that much. */
  public static Homography translation(double x, double y) {
    return affine(1, 0, x, 0, 1, y);
  }

  /**
   * The map that brings the corners of the unit square, (0,0), (1,0), (1,1), (0,1), to four points.
   *
   * <p>Source: Heckbert, "Fundamentals of texture mapping and image warping", 1989, section 2.2.3.
   *
   * @param x the points' x, in that order
   * @param y the points' y, in that order
   * @throws IllegalArgumentException if the points are not the corners of a convex quadrilateral
   */
  public static Homography unitSquareTo(double[] x, double[] y) {
    requireConvex(x, y);
    double sumX = x[0] - x[1] + x[2] - x[3];
    double sumY = y[0] - y[1] + y[2] - y[3];
    double dx1 = x[1] - x[2];
    double dx2 = x[3] - x[2];
    double dy1 = y[1] - y[2];
    double dy2 = y[3] - y[2];
    double determinant = dx1 * dy2 - dx2 * dy1;
    double g = (sumX * dy2 - dx2 * sumY) / determinant;
    double h = (dx1 * sumY - sumX * dy1) / determinant;
    return new Homography(
        x[1] - x[0] + g * x[1],
        x[3] - x[0] + h * x[3],
        x[0],
        y[1] - y[0] + g * y[1],
        y[3] - y[0] + h * y[3],
        y[0],
        g,
        h,
        1);
  }

  private static void requireConvex(double[] x, double[] y) {
    double direction = 0;
    for (int p = 0; p < 4; p++) {
      int q = (p + 1) % 4;
      int r = (p + 2) % 4;
      double turn = (x[q] - x[p]) * (y[r] - y[q]) - (y[q] - y[p]) * (x[r] - x[q]);
      if (!(turn * direction >= 0) || turn == 0) {
        throw new IllegalArgumentException(
            "Four points of a convex quadrilateral are needed, got x %s and y %s"
                .formatted(java.util.Arrays.toString(x), java.util.Arrays.toString(y)));
      }
      direction = turn;
    }
  }

  /** First {@code inner}, then this. */
  public Homography after(Homography inner) {
    return new Homography(
        a * inner.a + b * inner.d + c * inner.g,
        a * inner.b + b * inner.e + c * inner.h,
        a * inner.c + b * inner.f + c * inner.i,
        d * inner.a + e * inner.d + f * inner.g,
        d * inner.b + e * inner.e + f * inner.h,
        d * inner.c + e * inner.f + f * inner.i,
        g * inner.a + h * inner.d + i * inner.g,
        g * inner.b + h * inner.e + i * inner.h,
        g * inner.c + h * inner.f + i * inner.i);
  }

  /** Where the point's x goes. */
  public double x(double x, double y) {
    return (a * x + b * y + c) / depth(x, y);
  }

  /** Where the point's y goes. */
  public double y(double x, double y) {
    return (d * x + e * y + f) / depth(x, y);
  }

  /**
   * How long a small step at a point becomes, over its length, in the direction in which it becomes
   * shortest: the least singular value of the derivative.
   */
  double leastStretch(double x, double y) {
    double depth = depth(x, y);
    double toX = x(x, y);
    double toY = y(x, y);
    double xByX = (a - toX * g) / depth;
    double xByY = (b - toX * h) / depth;
    double yByX = (d - toY * g) / depth;
    double yByY = (e - toY * h) / depth;
    double sum = xByX * xByX + xByY * xByY + yByX * yByX + yByY * yByY;
    double area = Math.abs(xByX * yByY - xByY * yByX);
    double greatest = Math.sqrt((sum + Math.sqrt(Math.max(0, sum * sum - 4 * area * area))) / 2);
    return area / greatest;
  }

  /** The denominator at a point; of one sign wherever the map makes sense. */
  double depth(double x, double y) {
    return g * x + h * y + i;
  }
}
