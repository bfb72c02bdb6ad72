package dev.kindling.augment;

import static dev.kindling.augment.Positions.LEAST;
import static dev.kindling.augment.Positions.POINT;

import dev.kindling.datablock.image.Image;

/**
 * Bilinear means of the four pixels around each point: all that counts where the map does not
 * shrink, or shrinking is not antialiased.
 *
 * <p>As {@link GatheredPixels}, but weights are where the point lies between the pixels, and add up
 * to one. 15 bits of them along x leave 16 bits of a mean, and 15 bits along y fill the 31 of the
 * result.
 */
final class FourPixels implements Inner {
  private static final int BYTE = 0xff;
  private static final int WEIGHT_BITS = 15;
  private static final int WEIGHT = (1 << WEIGHT_BITS) - 1;

  /** Bits of a mean along x that are dropped before it is weighted in turn. */
  private static final int DROPPED = 7;

  private static final int HALF = 1 << DROPPED - 1;
  private static final float UNIT = 1f / (1 << 2 * WEIGHT_BITS - DROPPED);

  private final byte[] pixels;
  private final int stride;
  private final Positions positions;

  /** The pixels around all points: red in the lowest byte. */
  private final int[] upperLeft;

  private final int[] upperRight;
  private final int[] lowerLeft;
  private final int[] lowerRight;

  /** How far a point lies beyond the left and the upper pixels. */
  private final int[] right;

  private final int[] down;

  private final int[] first;
  private final int[] upper;
  private final int[] lower;

  /**
   * Means for one image.
   *
   * @param size columns of a row
   * @param points most that are begun before an end
   */
  FourPixels(Image image, PixelMap map, int size, int points) {
    this.pixels = image.pixels();
    this.stride = image.width() * Image.CHANNELS;
    this.positions = new Positions(map, size);
    this.upperLeft = new int[points];
    this.upperRight = new int[points];
    this.lowerLeft = new int[points];
    this.lowerRight = new int[points];
    this.right = new int[points];
    this.down = new int[points];
    this.first = new int[points];
    this.upper = new int[points];
    this.lower = new int[points];
  }

  /** Whether four pixels are all that counts in such a map. */
  static boolean suit(PixelMap map) {
    return map.reachX() == 1 && map.reachY() == 1;
  }

  /** The two bytes more belong to a third pixel of the row. */
  @Override
  public Margins margins() {
    return new Margins(LEAST, 2 + LEAST, LEAST, 1 + LEAST);
  }

  @Override
  public void row(int from, int to, Line line, Rgb rows, int start) {
    positions.look(from, to, line);
    for (int i = from; i < to; i++) {
      long x = positions.x(i);
      long y = positions.y(i);
      right[start + i] = (int) x >> POINT - WEIGHT_BITS & WEIGHT;
      down[start + i] = (int) y >> POINT - WEIGHT_BITS & WEIGHT;
      first[start + i] = (int) (y >> POINT) * stride + (int) (x >> POINT) * Image.CHANNELS;
    }
    PixelPairs.gather(pixels, first, 0, start + from, start + to, upperLeft, upperRight);
    PixelPairs.gather(pixels, first, stride, start + from, start + to, lowerLeft, lowerRight);
  }

  @Override
  public void end(Rgb rows, int pixels) {
    for (int channel = 0; channel < Image.CHANNELS; channel++) {
      mean(upperLeft, upperRight, right, 8 * channel, upper, pixels);
      mean(lowerLeft, lowerRight, right, 8 * channel, lower, pixels);
      mean(upper, lower, down, pixels);
      scale(upper, rows.channel(channel), pixels);
    }
  }

  private static void mean(
      int[] left, int[] right, int[] weight, int shift, int[] mean, int pixels) {
    for (int i = 0; i < pixels; i++) {
      int a = left[i] >>> shift & BYTE;
      int b = right[i] >>> shift & BYTE;
      mean[i] = (a << WEIGHT_BITS) + (b - a) * weight[i] + HALF >> DROPPED;
    }
  }

  private static void mean(int[] upper, int[] lower, int[] weight, int pixels) {
    for (int i = 0; i < pixels; i++) {
      upper[i] = (upper[i] << WEIGHT_BITS) + (lower[i] - upper[i]) * weight[i];
    }
  }

  private static void scale(int[] means, float[] values, int pixels) {
    for (int i = 0; i < pixels; i++) {
      values[i] = means[i] * UNIT;
    }
  }
}
