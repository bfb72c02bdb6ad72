package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.stream.IntStream;

/**
 * Sums the source pixels around the point that each output pixel shows, for any map. Used by one
 * thread.
 */
final class PointSampler {
  private static final int CHANNELS = Image.CHANNELS;

  /** Eight bytes at once: two pixels that lie side by side, and two bytes more. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of these bytes, one channel of both pixels, its first bits 24 apart. */
  private static final long TWO_PIXELS = 0xff0000ffL;

  /** Weights are whole numbers with 16 bits behind the point: 24 with a byte's. */
  private static final long ONE = 1 << 16;

  private static final long FRACTION = ONE - 1;

  /**
   * Added to a double below 2^31, it leaves 16 bits behind the point at the end of its mantissa.
   */
  private static final double FIXED_POINT = 0x1.8p36;

  /** More than any rounding of positions, so that the pixel after the last is never read. */
  private static final double LEAST = 0x1p-16;

  private final byte[] pixels;
  private final int width;
  private final int height;
  private final PixelMap map;
  private final Padding padding;
  private final Interpolation interpolation;
  private final boolean fourPixels;
  private final double farX;
  private final double farY;
  private final float narrowX;
  private final float narrowY;
  private final float[] weightsX;
  private final int[] columns;
  private final double[] columnNumbers;
  private final double[] atX;
  private final double[] atY;

  PointSampler(Image image, PixelMap map, Sampling sampling, int size) {
    this.pixels = image.pixels();
    this.width = image.width();
    this.height = image.height();
    this.map = map;
    this.padding = sampling.padding();
    this.interpolation = sampling.interpolation();
    this.fourPixels =
        interpolation == Interpolation.BILINEAR && map.reachX() == 1 && map.reachY() == 1;
    this.farX = map.reachX() * interpolation.support();
    this.farY = map.reachY() * interpolation.support();
    this.narrowX = (float) (1 / map.reachX());
    this.narrowY = (float) (1 / map.reachY());
    this.weightsX = new float[(int) (2 * farX) + 2];
    this.columns = new int[weightsX.length];
    this.columnNumbers = IntStream.range(0, size).asDoubleStream().toArray();
    this.atX = new double[size];
    this.atY = new double[size];
  }

  /**
   * One output row.
   *
   * @param v its position below the middle
   * @param rows filled with values of 0 to 255
   * @param start index there of the row's first pixel
   */
  void row(double v, Rgb rows, int start) {
    int size = columnNumbers.length;
    double u = -(size - 1) / 2.0;
    double x = map.a() * u + map.b() * v + map.c();
    double y = map.d() * u + map.e() * v + map.f();
    double w = map.g() * u + map.h() * v + 1;
    // Four pixels around a point lie from it to the next; others as far as they reach. The pixel
    // after the last is left to the careful way, because eight bytes are read for six. What is
    // rounded here is far less than the 2^-17 of a pixel that fixed-point positions are rounded by.
    double left = fourPixels ? 0 : farX;
    double right = (fourPixels ? 2 : farX + 1) + LEAST;
    double top = fourPixels ? 0 : farY;
    double bottom = (fourPixels ? 1 : farY + 1) + LEAST;
    double[] range = {0, size - 1};
    narrow(range, x + (map.centerX() - left) * w, map.a() + (map.centerX() - left) * map.g());
    narrow(range, y + (map.centerY() - top) * w, map.d() + (map.centerY() - top) * map.g());
    double lastX = width - right - map.centerX();
    double lastY = height - bottom - map.centerY();
    narrow(range, lastX * w - x, lastX * map.g() - map.a());
    narrow(range, lastY * w - y, lastY * map.g() - map.d());
    int from = (int) Math.min(size, Math.ceil(range[0]));
    int to = (int) Math.max(from, Math.floor(range[1]) + 1);
    atEdges(0, from, x, y, w, rows, start);
    if (fourPixels) {
      between(from, to, x, y, w, rows, start);
    } else {
      inside(from, to, x, y, w, rows, start);
    }
    atEdges(to, size, x, y, w, rows, start);
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

  /** Four pixels inside of the source. */
  private void between(int from, int to, double x, double y, double w, Rgb rows, int start) {
    look(from, to, x, y, w);
    byte[] source = pixels;
    int stride = width * CHANNELS;
    float[] red = rows.red();
    float[] green = rows.green();
    float[] blue = rows.blue();
    for (int column = from; column < to; column++) {
      long px = Double.doubleToRawLongBits(atX[column]);
      long py = Double.doubleToRawLongBits(atY[column]);
      int p = whole(py) * stride + whole(px) * CHANNELS;
      long top = (long) EIGHT_BYTES.get(source, p);
      long bottom = (long) EIGHT_BYTES.get(source, p + stride);
      long right = px & FRACTION;
      long below = py & FRACTION;
      long above = ONE - below;
      red[start + column] = across(right, down(top, above, bottom, below));
      green[start + column] = across(right, down(top >>> 8, above, bottom >>> 8, below));
      blue[start + column] = across(right, down(top >>> 16, above, bottom >>> 16, below));
    }
  }

  private static int whole(long fixed) {
    return (int) (fixed >>> 16) & 0x7fffffff;
  }

  /**
   * Where the columns of a row look, as doubles whose last 16 bits lie behind the point. A loop of
   * its own, so that several are computed at once.
   */
  private void look(int from, int to, double x, double y, double w) {
    double a = map.a();
    double d = map.d();
    double g = map.g();
    double centerX = map.centerX() + FIXED_POINT;
    double centerY = map.centerY() + FIXED_POINT;
    double[] toX = atX;
    double[] toY = atY;
    double[] column = columnNumbers;
    for (int i = from; i < to; i++) {
      double depth = 1 / (w + g * column[i]);
      toX[i] = (x + a * column[i]) * depth + centerX;
      toY[i] = (y + d * column[i]) * depth + centerY;
    }
  }

  /** Weighted sums of one channel of two pixels at once, of which each has 24 bits. */
  private static long down(long top, long above, long bottom, long below) {
    return (top & TWO_PIXELS) * above + (bottom & TWO_PIXELS) * below;
  }

  /** Between the left and the right of two sums. */
  private static float across(long share, long sums) {
    long left = sums & 0xffffff;
    long right = sums >>> 24;
    return ((left << 16) + share * (right - left)) * 0x1p-32f;
  }

  /** Any number of pixels, all inside of the source. */
  private void inside(int from, int to, double x, double y, double w, Rgb rows, int start) {
    float[] weights = weightsX;
    for (int column = from; column < to; column++) {
      double depth = 1 / (w + map.g() * column);
      double px = (x + map.a() * column) * depth;
      double py = (y + map.d() * column) * depth;
      int left = (int) Math.ceil(px - farX);
      int count = (int) Math.floor(px + farX) - left + 1;
      float sumX = weights((float) (left - px), count);
      int top = (int) Math.ceil(py - farY);
      int bottom = (int) Math.floor(py + farY);
      float red = 0;
      float green = 0;
      float blue = 0;
      float sumY = 0;
      int firstPixel = ((top + map.centerY()) * width + left + map.centerX()) * CHANNELS;
      for (int j = top; j <= bottom; j++, firstPixel += width * CHANNELS) {
        float weightY = weight((float) (j - py) * narrowY);
        float redRow = 0;
        float greenRow = 0;
        float blueRow = 0;
        for (int i = 0, p = firstPixel; i < count; i++, p += CHANNELS) {
          float weight = weights[i];
          redRow += weight * (pixels[p] & 0xff);
          greenRow += weight * (pixels[p + 1] & 0xff);
          blueRow += weight * (pixels[p + 2] & 0xff);
        }
        red += weightY * redRow;
        green += weightY * greenRow;
        blue += weightY * blueRow;
        sumY += weightY;
      }
      float scale = 1 / (sumX * sumY);
      rows.set(start + column, red * scale, green * scale, blue * scale);
    }
  }

  /** Fills the weights along x and returns their sum. */
  private float weights(float first, int count) {
    float sum = 0;
    for (int i = 0; i < count; i++) {
      float weight = weight((first + i) * narrowX);
      weightsX[i] = weight;
      sum += weight;
    }
    return sum;
  }

  private float weight(float distance) {
    return interpolation == Interpolation.BILINEAR
        ? Math.max(0, 1 - Math.abs(distance))
        : (float) interpolation.weight(distance);
  }

  /** Any number of pixels, some of which may lie outside. */
  private void atEdges(int from, int to, double x, double y, double w, Rgb rows, int start) {
    for (int column = from; column < to; column++) {
      double depth = w + map.g() * column;
      atEdge((x + map.a() * column) / depth, (y + map.d() * column) / depth, rows, start + column);
    }
  }

  private void atEdge(double x, double y, Rgb rows, int pixel) {
    int left = (int) Math.ceil(x - farX);
    int count = (int) Math.floor(x + farX) - left + 1;
    float sumX = weights((float) (left - x), count);
    for (int i = 0; i < count; i++) {
      columns[i] = padding.fold(left + i + map.centerX(), width);
    }
    float red = 0;
    float green = 0;
    float blue = 0;
    float sumY = 0;
    for (int j = (int) Math.ceil(y - farY); j <= (int) Math.floor(y + farY); j++) {
      float weightY = weight((float) (j - y) * narrowY);
      sumY += weightY;
      int row = padding.fold(j + map.centerY(), height);
      for (int i = 0; i < count; i++) {
        if (row >= 0 && columns[i] >= 0) {
          int p = (row * width + columns[i]) * CHANNELS;
          float weight = weightY * weightsX[i];
          red += weight * (pixels[p] & 0xff);
          green += weight * (pixels[p + 1] & 0xff);
          blue += weight * (pixels[p + 2] & 0xff);
        }
      }
    }
    float scale = 1 / (sumX * sumY);
    rows.set(pixel, red * scale, green * scale, blue * scale);
  }
}
