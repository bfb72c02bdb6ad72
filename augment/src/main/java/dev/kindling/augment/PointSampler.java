package dev.kindling.augment;

import dev.kindling.augment.Inner.Line;
import dev.kindling.augment.Inner.Margins;
import dev.kindling.datablock.image.Image;

/**
 * Sums the source pixels around the point that each output pixel shows, for any map. Which columns
 * of a row lie well inside of the source is known beforehand; those are summed without looking at
 * the edges. Used by one thread.
 */
final class PointSampler {
  private static final int CHANNELS = Image.CHANNELS;

  private final byte[] pixels;
  private final int width;
  private final int height;
  private final PixelMap map;
  private final Padding padding;
  private final int size;
  private final Reach across;
  private final Reach down;
  private final int[] columns;
  private final Inner inner;
  private final Margins margins;

  /**
   * A sampler of one image.
   *
   * @param size columns of an output row
   * @param points most that are asked for at once
   */
  PointSampler(Image image, PixelMap map, Sampling sampling, int size, int points) {
    this.pixels = image.pixels();
    this.width = image.width();
    this.height = image.height();
    this.map = map;
    this.padding = sampling.padding();
    this.size = size;
    this.across = new Reach(map.reachX(), sampling.interpolation());
    this.down = new Reach(map.reachY(), sampling.interpolation());
    this.columns = new int[across.weights.length];
    this.inner = inner(image, sampling, points);
    this.margins = inner.margins();
  }

  private Inner inner(Image image, Sampling sampling, int points) {
    boolean bilinear = sampling.interpolation() == Interpolation.BILINEAR;
    if (bilinear && FourPixels.suit(map)) {
      return new FourPixels(image, map, size, points);
    }
    return bilinear && GatheredPixels.suit(map)
        ? new GatheredPixels(image, map, size, points)
        : new AnyPixels(image, map, across, down);
  }

  /**
   * Output rows {@code [from, to)}.
   *
   * @param rows filled with values of 0 to 255
   */
  void rows(int from, int to, Rgb rows) {
    int[] begins = new int[to - from];
    int[] ends = new int[to - from];
    for (int row = from; row < to; row++) {
      int i = row - from;
      Line line = line(row);
      double[] range = range(line);
      begins[i] = (int) Math.min(size, Math.ceil(range[0]));
      ends[i] = (int) Math.max(begins[i], Math.floor(range[1]) + 1);
      inner.row(begins[i], ends[i], line, rows, i * size);
    }
    inner.end(rows, (to - from) * size);
    for (int row = from; row < to; row++) {
      int i = row - from;
      atEdges(0, begins[i], line(row), rows, i * size);
      atEdges(ends[i], size, line(row), rows, i * size);
    }
  }

  private Line line(int row) {
    return Line.of(map, row - (size - 1) / 2.0, size);
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

  /** Any number of pixels, some of which may lie outside. */
  private void atEdges(int from, int to, Line line, Rgb rows, int start) {
    for (int column = from; column < to; column++) {
      double depth = line.depth(column);
      atEdge(line.x(column) / depth, line.y(column) / depth, rows, start + column);
    }
  }

  private void atEdge(double x, double y, Rgb rows, int pixel) {
    float sum = across.weigh(x) * down.weigh(y);
    int left = across.first(x);
    int count = across.last(x) - left + 1;
    for (int i = 0; i < count; i++) {
      columns[i] = padding.fold(left + i + map.centerX(), width);
    }
    float red = 0;
    float green = 0;
    float blue = 0;
    int top = down.first(y);
    int bottom = down.last(y);
    for (int j = top; j <= bottom; j++) {
      int row = padding.fold(j + map.centerY(), height);
      for (int i = 0; i < count; i++) {
        if (row >= 0 && columns[i] >= 0) {
          int p = (row * width + columns[i]) * CHANNELS;
          float weight = down.weights[j - top] * across.weights[i];
          red += weight * (pixels[p] & 0xff);
          green += weight * (pixels[p + 1] & 0xff);
          blue += weight * (pixels[p + 2] & 0xff);
        }
      }
    }
    rows.set(pixel, red / sum, green / sum, blue / sum);
  }
}
