package dev.kindling.augment;

import dev.kindling.datablock.image.Image;

/** Sums the source pixels around the point that each output pixel shows, for any map. */
final class PointSampler {
  private static final int CHANNELS = Image.CHANNELS;

  private final byte[] pixels;
  private final int width;
  private final int height;
  private final PixelMap map;
  private final Sampling sampling;
  private final boolean fourPixels;
  private final double farX;
  private final double farY;
  private final float[] weightsX;
  private final int[] columns;

  PointSampler(Image image, PixelMap map, Sampling sampling) {
    this.pixels = image.pixels();
    this.width = image.width();
    this.height = image.height();
    this.map = map;
    this.sampling = sampling;
    this.fourPixels =
        sampling.interpolation() == Interpolation.BILINEAR
            && map.reachX() == 1
            && map.reachY() == 1;
    this.farX = map.reachX() * sampling.interpolation().support();
    this.farY = map.reachY() * sampling.interpolation().support();
    this.weightsX = new float[(int) (2 * farX) + 2];
    this.columns = new int[weightsX.length];
  }

  /**
   * One output row.
   *
   * @param v its position below the middle
   * @param line {@code [size, 3]}, filled with values of 0 to 255
   */
  void row(double v, int size, float[] line) {
    double u = -(size - 1) / 2.0;
    double x = map.a() * u + map.b() * v + map.c();
    double y = map.d() * u + map.e() * v + map.f();
    double w = map.g() * u + map.h() * v + 1;
    if (!fourPixels) {
      around(0, size, x, y, w, line);
      return;
    }
    Inside inside = inside(x, y, w, size);
    around(0, inside.from, x, y, w, line);
    if (map.affine()) {
      between(inside.from, inside.to, x + map.centerX(), y + map.centerY(), line);
    } else {
      betweenTilted(inside.from, inside.to, x, y, w, line);
    }
    around(inside.to, size, x, y, w, line);
  }

  /** The columns of a row that show points with four source pixels around them. */
  private Inside inside(double x, double y, double w, int size) {
    double[] range = {0, size - 1};
    narrow(range, x + map.centerX() * w, map.a() + map.centerX() * map.g()); // x >= 0
    narrow(range, y + map.centerY() * w, map.d() + map.centerY() * map.g()); // y >= 0
    double right = width - 1 - map.centerX();
    double bottom = height - 1 - map.centerY();
    narrow(range, right * w - x, right * map.g() - map.a()); // x <= width - 1
    narrow(range, bottom * w - y, bottom * map.g() - map.d()); // y <= height - 1
    // One column less at each end, whatever was rounded.
    int from = (int) Math.min(size, Math.ceil(range[0]) + 1);
    int to = (int) Math.max(from, Math.floor(range[1]));
    return new Inside(from, to);
  }

  /** Keeps of a range of columns what has {@code start + column * step >= 0}. */
  private static void narrow(double[] range, double start, double step) {
    if (step > 0) {
      range[0] = Math.max(range[0], -start / step);
    } else if (step < 0) {
      range[1] = Math.min(range[1], -start / step);
    } else if (start < 0) {
      range[1] = range[0] - 1;
    }
  }

  private void between(int from, int to, double x, double y, float[] line) {
    double stepX = map.a();
    double stepY = map.d();
    byte[] source = pixels;
    int stride = width * CHANNELS;
    for (int column = from, at = from * CHANNELS; column < to; column++, at += CHANNELS) {
      double px = x + stepX * column;
      double py = y + stepY * column;
      int ix = (int) px;
      int iy = (int) py;
      float fx = (float) (px - ix);
      float fy = (float) (py - iy);
      int p = iy * stride + ix * CHANNELS;
      int q = p + stride;
      float w11 = fx * fy;
      float w10 = fy - w11;
      float w01 = fx - w11;
      float w00 = 1 - fx - w10;
      line[at] =
          w00 * (source[p] & 0xff)
              + w01 * (source[p + 3] & 0xff)
              + w10 * (source[q] & 0xff)
              + w11 * (source[q + 3] & 0xff);
      line[at + 1] =
          w00 * (source[p + 1] & 0xff)
              + w01 * (source[p + 4] & 0xff)
              + w10 * (source[q + 1] & 0xff)
              + w11 * (source[q + 4] & 0xff);
      line[at + 2] =
          w00 * (source[p + 2] & 0xff)
              + w01 * (source[p + 5] & 0xff)
              + w10 * (source[q + 2] & 0xff)
              + w11 * (source[q + 5] & 0xff);
    }
  }

  private void betweenTilted(int from, int to, double x, double y, double w, float[] line) {
    byte[] source = pixels;
    int stride = width * CHANNELS;
    for (int column = from, at = from * CHANNELS; column < to; column++, at += CHANNELS) {
      double depth = 1 / (w + map.g() * column);
      double px = map.centerX() + (x + map.a() * column) * depth;
      double py = map.centerY() + (y + map.d() * column) * depth;
      int ix = (int) px;
      int iy = (int) py;
      float fx = (float) (px - ix);
      float fy = (float) (py - iy);
      int p = iy * stride + ix * CHANNELS;
      int q = p + stride;
      float w11 = fx * fy;
      float w10 = fy - w11;
      float w01 = fx - w11;
      float w00 = 1 - fx - w10;
      for (int channel = 0; channel < CHANNELS; channel++) {
        line[at + channel] =
            w00 * (source[p + channel] & 0xff)
                + w01 * (source[p + channel + 3] & 0xff)
                + w10 * (source[q + channel] & 0xff)
                + w11 * (source[q + channel + 3] & 0xff);
      }
    }
  }

  /** Any number of source pixels, some of which may lie outside. */
  private void around(int from, int to, double x, double y, double w, float[] line) {
    for (int column = from; column < to; column++) {
      double depth = w + map.g() * column;
      point((x + map.a() * column) / depth, (y + map.d() * column) / depth, line, column);
    }
  }

  private void point(double x, double y, float[] line, int column) {
    int left = (int) Math.ceil(x - farX);
    int count = (int) Math.floor(x + farX) - left + 1;
    float sumX = 0;
    for (int i = 0; i < count; i++) {
      weightsX[i] = (float) sampling.interpolation().weight((left + i - x) / map.reachX());
      columns[i] = sampling.padding().fold(left + i + map.centerX(), width);
      sumX += weightsX[i];
    }
    float red = 0;
    float green = 0;
    float blue = 0;
    float sumY = 0;
    for (int j = (int) Math.ceil(y - farY); j <= (int) Math.floor(y + farY); j++) {
      float weightY = (float) sampling.interpolation().weight((j - y) / map.reachY());
      sumY += weightY;
      int row = sampling.padding().fold(j + map.centerY(), height);
      if (row < 0) {
        continue;
      }
      for (int i = 0; i < count; i++) {
        if (columns[i] >= 0) {
          int p = (row * width + columns[i]) * CHANNELS;
          float weight = weightY * weightsX[i];
          red += weight * (pixels[p] & 0xff);
          green += weight * (pixels[p + 1] & 0xff);
          blue += weight * (pixels[p + 2] & 0xff);
        }
      }
    }
    float scale = 1 / (sumX * sumY);
    line[column * CHANNELS] = red * scale;
    line[column * CHANNELS + 1] = green * scale;
    line[column * CHANNELS + 2] = blue * scale;
  }

  private record Inside(int from, int to) {}
}
