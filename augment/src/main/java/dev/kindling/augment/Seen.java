package dev.kindling.augment;

import dev.kindling.datablock.image.Region;

/** The part of a picture that an output is made of. */
final class Seen {
  private Seen() {}

  /**
   * All pixels that count, those that padding mirrors included.
   *
   * @param map in pixels of the picture
   * @param size of the output
   * @param width of the picture
   * @param height of the picture
   */
  static Region of(PixelMap map, int size, Sampling sampling, int width, int height) {
    double half = size / 2.0;
    double[] x = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    double[] y = x.clone();
    for (double v : new double[] {-half, half}) { // straight lines stay straight
      for (double u : new double[] {-half, half}) {
        double depth = map.g() * u + map.h() * v + 1;
        widen(x, map.centerX() + (map.a() * u + map.b() * v + map.c()) / depth);
        widen(y, map.centerY() + (map.d() * u + map.e() * v + map.f()) / depth);
      }
    }
    int support = sampling.interpolation().support();
    int[] columns = within(x, map.reachX() * support, width);
    int[] rows = within(y, map.reachY() * support, height);
    return new Region(columns[0], rows[0], columns[1], rows[1]);
  }

  private static void widen(double[] range, double position) {
    range[0] = Math.min(range[0], position);
    range[1] = Math.max(range[1], position);
  }

  /** First index and the one after the last, with what lies outside folded inwards. */
  private static int[] within(double[] range, double reach, int length) {
    double first = Math.floor(range[0] - reach);
    double end = Math.ceil(range[1] + reach) + 1;
    double foldedEnd = Math.max(end, -first);
    double foldedFirst = Math.min(first, 2.0 * length - end);
    return new int[] {
      (int) Math.max(0, Math.min(length - 1, foldedFirst)),
      (int) Math.max(1, Math.min(length, foldedEnd))
    };
  }
}
