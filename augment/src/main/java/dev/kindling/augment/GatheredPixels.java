package dev.kindling.augment;

import static dev.kindling.augment.Positions.FRACTION;
import static dev.kindling.augment.Positions.LEAST;
import static dev.kindling.augment.Positions.ONE;
import static dev.kindling.augment.Positions.POINT;

import dev.kindling.datablock.image.Image;
import java.util.Arrays;

/**
 * Bilinear sums over a square of two by two, four by four or six by six pixels around each point:
 * all that a triangle covers that reaches up to one, two or three pixels.
 *
 * <p>First the pixels of some rows of points are gathered, one by one; then all points are summed
 * at once in 32-bit whole numbers. Those loops are short and use one index for all their arrays, so
 * the JIT compiler turns them into vector instructions.
 */
final class GatheredPixels implements PixelSums {
  private static final int BYTE = 0xff;

  /** Bits that are dropped of a column's sum before it is weighted, and of the result. */
  private static final int DROPPED = 8;

  private static final int HALF = 1 << DROPPED - 1;
  private static final float ALL_DROPPED = 1 << 2 * DROPPED;

  /** The furthest that weights of 15 bits, which then are many and small, are exact enough for. */
  private static final double FURTHEST = 3;

  private final byte[] pixels;
  private final int stride;
  private final Edges edges;
  private final Positions positions;
  private final Triangle across;
  private final Triangle down;

  /** For each of the pixels around a point, that of all points: red in the lowest byte. */
  private final int[][] gathered;

  private final int span;

  private final int[] first;
  private final int[] column;
  private final int[] sums;
  private final float[] units;
  private final float[] unitsDown;
  private final WholeNumbers numbers;

  /**
   * Sums for one image.
   *
   * @param size columns of a row
   * @param points most that are begun before an end
   */
  GatheredPixels(Image image, Edges edges, PixelMap map, int size, int points) {
    this.pixels = image.pixels();
    this.stride = image.width() * Image.CHANNELS;
    this.edges = edges;
    this.positions = new Positions(map, size, points);
    this.span = 2 * (int) Math.ceil(Math.max(map.reachX(), map.reachY()));
    // Sums of weights are up to an eighth more than here. Down, 24 bits hold 255 times the weights;
    // across, 31 bits hold the weights times the 16 highest of those.
    this.across = new Triangle(map.reachX(), 29_000, span, points);
    this.down = new Triangle(map.reachY(), 58_000, span, points);
    this.gathered = new int[span * span][points];
    this.first = new int[points];
    this.column = new int[points];
    this.sums = new int[points];
    this.units = new float[points];
    this.unitsDown = new float[points];
    this.numbers = new WholeNumbers(points);
  }

  /** Whether the triangles of such a map are covered. */
  static boolean suit(Image image, PixelMap map, Sampling sampling) {
    return sampling.interpolation() == Interpolation.BILINEAR
        && map.reachX() <= FURTHEST
        && map.reachY() <= FURTHEST
        && Positions.suit(image);
  }

  /** All of the square is read, what lies in it behind a triangle too, and two bytes more. */
  @Override
  public Margins margins() {
    return new Margins(
        across.reach + LEAST,
        span + 1 - across.reach + LEAST,
        down.reach + LEAST,
        span + 1 - down.reach + LEAST);
  }

  @Override
  public void inside(int from, int to, Line line, Rgb rows, int start) {
    int begin = start + from;
    int end = start + to;
    positions.look(from, to, line, start);
    place(positions.x(), (int) across.before, Image.CHANNELS, across.place, column, begin, end);
    place(positions.y(), (int) down.before, stride, down.place, first, begin, end);
    add(column, first, begin, end);
    for (int pixel = 0; pixel < span * span; pixel += 2) {
      int offset = pixel / span * stride + pixel % span * Image.CHANNELS;
      PixelPairs.gather(pixels, first, offset, begin, end, gathered[pixel], gathered[pixel + 1]);
    }
  }

  /** Where the first pixel around each point begins, and how far beyond its lower bound. */
  private static void place(
      int[] position, int before, int stride, int[] place, int[] first, int from, int to) {
    for (int i = from; i < to; i++) {
      int bound = position[i] - before;
      place[i] = ~bound & FRACTION;
      first[i] = (bound >>> POINT) * stride;
    }
  }

  private static void add(int[] more, int[] first, int from, int to) {
    for (int i = from; i < to; i++) {
      first[i] += more[i];
    }
  }

  @Override
  public void anywhere(int from, int to, Line line, Rgb rows, int start) {
    positions.look(from, to, line, start);
    for (int i = from; i < to; i++) {
      long x = positions.anyX(i) - across.before;
      long y = positions.anyY(i) - down.before;
      across.place[start + i] = ~(int) x & FRACTION;
      down.place[start + i] = ~(int) y & FRACTION;
      edges.gather((int) (x >> POINT), (int) (y >> POINT), span, gathered, start + i);
    }
  }

  @Override
  public void end(Rgb rows, int pixels) {
    across.weigh(pixels);
    down.weigh(pixels);
    numbers.toFloats(across.sums, 1, units, pixels);
    numbers.toFloats(down.sums, 1, unitsDown, pixels);
    invert(units, unitsDown, pixels);
    for (int channel = 0; channel < Image.CHANNELS; channel++) {
      sum(8 * channel, pixels);
      drop(sums, pixels);
      numbers.toFloats(sums, 1, rows.channel(channel), pixels);
      scale(rows.channel(channel), units, pixels);
    }
  }

  private static void invert(float[] units, float[] unitsDown, int pixels) {
    for (int i = 0; i < pixels; i++) {
      units[i] = ALL_DROPPED / (units[i] * unitsDown[i]);
    }
  }

  private void sum(int shift, int pixels) {
    Arrays.fill(sums, 0, pixels, 0);
    int[][] w = down.weights;
    for (int i = 0; i < span; i++) {
      two(gathered[i], w[0], gathered[span + i], w[1], shift, column, pixels);
      for (int row = 2; row < span; row += 2) {
        int[] upper = gathered[row * span + i];
        int[] lower = gathered[(row + 1) * span + i];
        twoMore(upper, w[row], lower, w[row + 1], shift, column, pixels);
      }
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
      sum[i] += (column[i] + HALF >>> DROPPED) * weight[i];
    }
  }

  private static void drop(int[] sum, int pixels) {
    for (int i = 0; i < pixels; i++) {
      sum[i] = sum[i] + HALF >>> DROPPED;
    }
  }

  private static void scale(float[] values, float[] unit, int pixels) {
    for (int i = 0; i < pixels; i++) {
      values[i] *= unit[i];
    }
  }

  /** The weights of the pixels in a row around each point, along one axis. */
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

    Triangle(double reach, int sum, int span, int points) {
      this.reach = reach;
      this.far = (int) Math.ceil(reach * ONE);
      this.before = far - FRACTION;
      this.factor = (int) (sum / (reach * reach));
      this.place = new int[points];
      this.weights = new int[span][points];
      this.sums = new int[points];
    }

    void weigh(int pixels) {
      Arrays.fill(sums, 0, pixels, 0);
      for (int i = 0; i < weights.length; i++) {
        weigh(place, i * ONE - far, far, factor, weights[i], pixels);
        add(weights[i], sums, pixels);
      }
    }

    /** Half of what is left of the reach, times the factor; the maximum by absolute values. */
    private static void weigh(
        int[] place, int more, int far, int factor, int[] weight, int pixels) {
      for (int i = 0; i < pixels; i++) {
        int left = far - Math.abs(place[i] + more);
        weight[i] = (left + Math.abs(left) >> 2) * factor + (1 << 14) >>> 15;
      }
    }

    private static void add(int[] weight, int[] sum, int pixels) {
      for (int i = 0; i < pixels; i++) {
        sum[i] += weight[i];
      }
    }
  }
}
