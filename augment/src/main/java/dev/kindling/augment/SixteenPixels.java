package dev.kindling.augment;

import static dev.kindling.augment.Positions.FRACTION;
import static dev.kindling.augment.Positions.LEAST;
import static dev.kindling.augment.Positions.ONE;
import static dev.kindling.augment.Positions.POINT;

import dev.kindling.datablock.image.Image;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Antialiased bilinear sums over the four by four pixels around each point: all that a triangle
 * covers that reaches less than two pixels.
 *
 * <p>First the pixels of some rows of points are gathered, one by one; then all points are summed
 * at once in 32-bit whole numbers. Those loops are short and use one index for all their arrays, so
 * the JIT compiler turns them into vector instructions.
 */
final class SixteenPixels implements Inner {
  private static final int SPAN = 4;
  private static final int BYTE = 0xff;

  /** Bits of a column's sum that are dropped before it is weighted in turn. */
  private static final int DROPPED = 8;

  /** A triangle that reaches so far covers five pixels. */
  private static final double TOO_FAR = 2;

  /** Two pixels, and two bytes more. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] pixels;
  private final int stride;
  private final Positions positions;
  private final Triangle across;
  private final Triangle down;

  /** Each of the sixteen pixels of all points, its red in the lowest byte. */
  private final int[][] gathered;

  private final int[] first;
  private final int[] column;
  private final int[] sums;
  private final float[] units;

  /**
   * Sums for one image.
   *
   * @param size columns of a row
   * @param points most that are begun before an end
   */
  SixteenPixels(Image image, PixelMap map, int size, int points) {
    this.pixels = image.pixels();
    this.stride = image.width() * Image.CHANNELS;
    this.positions = new Positions(map, size);
    // Sums of weights are up to an eighth more than here. Down, 24 bits hold 255 times the weights;
    // across, 31 bits hold the weights times the 16 highest of those.
    this.across = new Triangle(map.reachX(), 29_000, points);
    this.down = new Triangle(map.reachY(), 58_000, points);
    this.gathered = new int[SPAN * SPAN][points];
    this.first = new int[points];
    this.column = new int[points];
    this.sums = new int[points];
    this.units = new float[points];
  }

  /** Whether the triangles of such a map are covered. */
  static boolean suit(PixelMap map) {
    return map.reachX() < TOO_FAR && map.reachY() < TOO_FAR;
  }

  /** The last of four rows, and what is read beyond the last column, may lie a row further down. */
  @Override
  public Margins margins() {
    return new Margins(
        across.reach + LEAST,
        across.reach + 1 + LEAST,
        down.reach + LEAST,
        SPAN + 1 - down.reach + LEAST);
  }

  @Override
  public void row(int from, int to, Line line, Rgb rows, int start) {
    positions.look(from, to, line);
    for (int i = from; i < to; i++) {
      long x = positions.x(i) - across.before;
      long y = positions.y(i) - down.before;
      across.place[start + i] = ~(int) x & FRACTION;
      down.place[start + i] = ~(int) y & FRACTION;
      first[start + i] = (int) (y >> POINT) * stride + (int) (x >> POINT) * Image.CHANNELS;
    }
    for (int row = 0; row < SPAN; row++) {
      gather(start + from, start + to, row);
    }
  }

  private void gather(int from, int to, int row) {
    byte[] source = pixels;
    int below = row * stride;
    int[] p = first;
    int[] one = gathered[row * SPAN];
    int[] two = gathered[row * SPAN + 1];
    int[] three = gathered[row * SPAN + 2];
    int[] four = gathered[row * SPAN + 3];
    for (int i = from; i < to; i++) {
      long left = (long) EIGHT_BYTES.get(source, p[i] + below);
      long right = (long) EIGHT_BYTES.get(source, p[i] + below + 2 * Image.CHANNELS);
      one[i] = (int) left;
      two[i] = (int) (left >>> 24);
      three[i] = (int) right;
      four[i] = (int) (right >>> 24);
    }
  }

  @Override
  public void end(Rgb rows, int pixels) {
    across.weigh(pixels);
    down.weigh(pixels);
    for (int i = 0; i < pixels; i++) {
      units[i] = (1 << DROPPED) / ((float) across.sums[i] * down.sums[i]);
    }
    for (int channel = 0; channel < Image.CHANNELS; channel++) {
      sum(8 * channel, pixels);
      scale(sums, units, rows.channel(channel), pixels);
    }
  }

  private void sum(int shift, int pixels) {
    Arrays.fill(sums, 0, pixels, 0);
    for (int i = 0; i < SPAN; i++) {
      int[][] w = down.weights;
      two(gathered[i], w[0], gathered[SPAN + i], w[1], shift, column, pixels);
      twoMore(gathered[2 * SPAN + i], w[2], gathered[3 * SPAN + i], w[3], shift, column, pixels);
      add(column, across.weights[i], sums, pixels);
    }
  }

  private static void two(
      int[] a, int[] weightA, int[] b, int[] weightB, int shift, int[] sum, int pixels) {
    for (int i = 0; i < pixels; i++) {
      sum[i] = (a[i] >>> shift & BYTE) * weightA[i] + (b[i] >>> shift & BYTE) * weightB[i];
    }
  }

  private static void twoMore(
      int[] a, int[] weightA, int[] b, int[] weightB, int shift, int[] sum, int pixels) {
    for (int i = 0; i < pixels; i++) {
      sum[i] += (a[i] >>> shift & BYTE) * weightA[i] + (b[i] >>> shift & BYTE) * weightB[i];
    }
  }

  private static void add(int[] column, int[] weight, int[] sum, int pixels) {
    for (int i = 0; i < pixels; i++) {
      sum[i] += (column[i] >>> DROPPED) * weight[i];
    }
  }

  private static void scale(int[] sum, float[] unit, float[] values, int pixels) {
    for (int i = 0; i < pixels; i++) {
      values[i] = sum[i] * unit[i];
    }
  }

  /** The weights of four pixels in a row around each point, along one axis. */
  private static final class Triangle {
    final double reach;

    /** From the first pixel's lower bound to the point. */
    final long before;

    /** How far the first pixel lies beyond its lower bound, in [0, {@link Positions#ONE}). */
    final int[] place;

    final int[][] weights;
    final int[] sums;

    private final int far;
    private final int factor;

    Triangle(double reach, int sum, int points) {
      this.reach = reach;
      this.far = (int) Math.ceil(reach * ONE);
      this.before = far - FRACTION;
      this.factor = (int) (sum / (reach * reach));
      this.place = new int[points];
      this.weights = new int[SPAN][points];
      this.sums = new int[points];
    }

    void weigh(int pixels) {
      for (int i = 0; i < SPAN; i++) {
        weigh(place, i * ONE - far, far, factor, weights[i], pixels);
      }
      add(weights[0], weights[1], weights[2], weights[3], sums, pixels);
    }

    /** Half of what is left of the reach, times the factor; the maximum by absolute values. */
    private static void weigh(
        int[] place, int more, int far, int factor, int[] weight, int pixels) {
      for (int i = 0; i < pixels; i++) {
        int left = far - Math.abs(place[i] + more);
        weight[i] = (left + Math.abs(left) >> 2) * factor >>> 15;
      }
    }

    private static void add(int[] a, int[] b, int[] c, int[] d, int[] sum, int pixels) {
      for (int i = 0; i < pixels; i++) {
        sum[i] = a[i] + b[i] + c[i] + d[i];
      }
    }
  }
}
