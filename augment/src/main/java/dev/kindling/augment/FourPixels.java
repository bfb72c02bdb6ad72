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
final class FourPixels implements PixelSums {
  private static final int BYTE = 0xff;
  private static final int WEIGHT_BITS = 15;
  private static final int WEIGHT = (1 << WEIGHT_BITS) - 1;

  /** Bits of a mean along x that are dropped before it is weighted in turn. */
  private static final int DROPPED = 7;

  private static final int HALF = 1 << DROPPED - 1;

  /** Bits of the result that no float keeps. */
  private static final int TOO_FINE = Byte.SIZE + 2 * WEIGHT_BITS - DROPPED - WholeNumbers.BITS;

  private static final int HALF_OF_THEM = 1 << TOO_FINE - 1;
  private static final float UNIT = 1f / (1 << WholeNumbers.BITS - Byte.SIZE);

  private final byte[] pixels;
  private final int stride;
  private final Edges edges;
  private final Positions positions;

  /** Upper left, upper right, lower left and lower right pixels: red in the lowest byte. */
  private final int[][] gathered;

  /** How far a point lies beyond the left and the upper pixels. */
  private final int[] right;

  private final int[] down;

  private final int[] first;
  private final int[] upper;
  private final int[] lower;
  private final WholeNumbers numbers;

  /**
   * Means for one image.
   *
   * @param size columns of a row
   * @param points most that are begun before an end
   */
  FourPixels(Image image, Edges edges, PixelMap map, int size, int points) {
    this.pixels = image.pixels();
    this.stride = image.width() * Image.CHANNELS;
    this.edges = edges;
    this.positions = new Positions(map, size, points);
    this.gathered = new int[4][points];
    this.right = new int[points];
    this.down = new int[points];
    this.first = new int[points];
    this.upper = new int[points];
    this.lower = new int[points];
    this.numbers = new WholeNumbers(points);
  }

  /** Whether four pixels are all that counts in such a map, and positions can be told. */
  static boolean suit(Image image, PixelMap map, Sampling sampling) {
    return sampling.interpolation() == Interpolation.BILINEAR
        && map.reachX() == 1
        && map.reachY() == 1
        && Positions.suit(image);
  }

  /** The two bytes more belong to a third pixel of the row. */
  @Override
  public Margins margins() {
    return new Margins(LEAST, 2 + LEAST, LEAST, 1 + LEAST);
  }

  @Override
  public void inside(int from, int to, Line line, Rgb rows, int start) {
    positions.look(from, to, line, start);
    part(positions.x(), positions.y(), stride, right, down, first, start + from, start + to);
    PixelPairs.gather(pixels, first, 0, start + from, start + to, gathered[0], gathered[1]);
    PixelPairs.gather(pixels, first, stride, start + from, start + to, gathered[2], gathered[3]);
  }

  private static void part(
      int[] x, int[] y, int stride, int[] right, int[] down, int[] first, int from, int to) {
    for (int i = from; i < to; i++) {
      right[i] = x[i] >>> POINT - WEIGHT_BITS & WEIGHT;
      down[i] = y[i] >>> POINT - WEIGHT_BITS & WEIGHT;
      first[i] = (y[i] >>> POINT) * stride + (x[i] >>> POINT) * Image.CHANNELS;
    }
  }

  @Override
  public void anywhere(int from, int to, Line line, Rgb rows, int start) {
    positions.look(from, to, line, start);
    for (int i = from; i < to; i++) {
      long x = positions.anyX(i);
      long y = positions.anyY(i);
      right[start + i] = (int) x >>> POINT - WEIGHT_BITS & WEIGHT;
      down[start + i] = (int) y >>> POINT - WEIGHT_BITS & WEIGHT;
      edges.gather((int) (x >> POINT), (int) (y >> POINT), 2, gathered, start + i);
    }
  }

  @Override
  public void end(Rgb rows, int pixels) {
    for (int channel = 0; channel < Image.CHANNELS; channel++) {
      mean(gathered[0], gathered[1], right, 8 * channel, upper, pixels);
      mean(gathered[2], gathered[3], right, 8 * channel, lower, pixels);
      mean(upper, lower, down, pixels);
      numbers.toFloats(upper, UNIT, rows.channel(channel), pixels);
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
      int mean = (upper[i] << WEIGHT_BITS) + (lower[i] - upper[i]) * weight[i];
      upper[i] = mean + HALF_OF_THEM >>> TOO_FINE;
    }
  }
}
