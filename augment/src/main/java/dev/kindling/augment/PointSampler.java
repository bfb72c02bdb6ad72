package dev.kindling.augment;

import dev.kindling.augment.PixelSums.Line;
import dev.kindling.augment.PixelSums.Margins;
import dev.kindling.datablock.image.Image;

/**
 * Sums the source pixels around the point that each output pixel shows, for any map. Which columns
 * of a row lie well inside of the source is known beforehand; those are summed without looking at
 * the edges. Used by one thread.
 */
final class PointSampler {
  private final int width;
  private final int height;
  private final PixelMap map;
  private final int size;
  private final PixelSums sums;
  private final Margins margins;

  /**
   * A sampler of one image.
   *
   * @param size columns of an output row
   * @param points most that are asked for at once
   */
  PointSampler(Image image, PixelMap map, Sampling sampling, int size, int points) {
    this.width = image.width();
    this.height = image.height();
    this.map = map;
    this.size = size;
    this.sums = sums(image, map, sampling, size, points);
    this.margins = sums.margins();
  }

  private static PixelSums sums(
      Image image, PixelMap map, Sampling sampling, int size, int points) {
    Edges edges = new Edges(image, sampling.padding());
    if (FourPixels.suit(image, map, sampling)) {
      return new FourPixels(image, edges, map, size, points);
    }
    return GatheredPixels.suit(image, map, sampling)
        ? new GatheredPixels(image, edges, map, size, points)
        : new AnyPixels(image, map, sampling);
  }

  /**
   * Output rows {@code [from, to)}.
   *
   * @param rows filled with values of 0 to 255
   */
  void rows(int from, int to, Rgb rows) {
    for (int row = from; row < to; row++) {
      int start = (row - from) * size;
      Line line = Line.of(map, row - (size - 1) / 2.0, size);
      double[] range = range(line);
      int begin = (int) Math.min(size, Math.ceil(range[0]));
      int end = (int) Math.max(begin, Math.floor(range[1]) + 1);
      sums.anywhere(0, begin, line, rows, start);
      sums.inside(begin, end, line, rows, start);
      sums.anywhere(end, size, line, rows, start);
    }
    sums.end(rows, (to - from) * size);
  }

  /** First and last column, as fractions, that look well inside of the source. */
  private double[] range(Line line) {
    double[] range = {0, size - 1};
    double leastX = margins.left() - map.centerX();
    double leastY = margins.top() - map.centerY();
    double mostX = width - margins.right() - map.centerX();
    double mostY = height - margins.bottom() - map.centerY();
    narrow(range, line.x() - leastX * line.w(), line.a() - leastX * line.g());
    narrow(range, line.y() - leastY * line.w(), line.d() - leastY * line.g());
    narrow(range, mostX * line.w() - line.x(), mostX * line.g() - line.a());
    narrow(range, mostY * line.w() - line.y(), mostY * line.g() - line.d());
    return range;
  }

  /** Keeps of a range of columns what has {@code start + column * step >= 0}. */
  private static void narrow(double[] range, double start, double step) {
    if (step > 0) {
      range[0] = Math.max(range[0], -start / step);
    } else if (step < 0) {
      range[1] = Math.min(range[1], -start / step);
    } else if (start < 0) {
      range[1] = -1;
    }
  }
}
