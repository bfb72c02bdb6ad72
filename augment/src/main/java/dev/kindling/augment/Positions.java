package dev.kindling.augment;

import dev.kindling.augment.PixelSums.Line;
import dev.kindling.datablock.image.Image;
import java.util.stream.IntStream;

/**
 * Where points look in the source, in whole numbers with 16 bits behind the point. Used by one
 * thread.
 */
final class Positions {
  /** Bits behind the point. */
  static final int POINT = 16;

  /** A whole pixel. */
  static final int ONE = 1 << POINT;

  /** What lies behind the point. */
  static final int FRACTION = ONE - 1;

  /** More than any rounding of positions, in pixels. */
  static final double LEAST = 0x1p-16;

  /** Pixels along a side that 16 bits before the point count. */
  private static final int MOST = 1 << Integer.SIZE - POINT;

  /**
   * Added to a double of less than 2^31, it leaves 16 bits behind the point at the end of its
   * mantissa.
   */
  private static final double MAGIC = 0x1.8p36;

  /** Above a position in that mantissa. */
  private static final int UNUSED_BITS = Long.SIZE - 31 - POINT;

  private final double centerX;
  private final double centerY;
  private final double[] columnNumbers;
  private final double[] atX;
  private final double[] atY;
  private final int[] x;
  private final int[] y;

  /**
   * Positions in one image.
   *
   * @param size columns of a row
   * @param points most that are looked up
   */
  Positions(PixelMap map, int size, int points) {
    this.centerX = map.centerX() + MAGIC;
    this.centerY = map.centerY() + MAGIC;
    this.columnNumbers = IntStream.range(0, size).asDoubleStream().toArray();
    this.atX = new double[size];
    this.atY = new double[size];
    this.x = new int[points];
    this.y = new int[points];
  }

  /** Whether the positions in an image have bits enough. */
  static boolean suit(Image image) {
    return image.width() <= MOST && image.height() <= MOST;
  }

  /**
   * Looks some columns of a row up.
   *
   * @param start the point in the row's first column
   */
  void look(int from, int to, Line line, int start) {
    divide(from, to, line);
    for (int i = from; i < to; i++) {
      x[start + i] = (int) Double.doubleToRawLongBits(atX[i]);
      y[start + i] = (int) Double.doubleToRawLongBits(atY[i]);
    }
  }

  /** Without conversions, because this loop then becomes vector instructions. */
  private void divide(int from, int to, Line line) {
    double x = line.x();
    double a = line.a();
    double y = line.y();
    double d = line.d();
    double w = line.w();
    double g = line.g();
    double moreX = centerX;
    double moreY = centerY;
    double[] toX = atX;
    double[] toY = atY;
    double[] column = columnNumbers;
    for (int i = from; i < to; i++) {
      double depth = 1 / (w + g * column[i]);
      toX[i] = (x + a * column[i]) * depth + moreX;
      toY[i] = (y + d * column[i]) * depth + moreY;
    }
  }

  /** The points' positions along x; unsigned, and right where they lie within the image. */
  int[] x() {
    return x;
  }

  /** The points' positions along y, in the same way. */
  int[] y() {
    return y;
  }

  /** The position along x of a column of the last row that was looked up, wherever it is. */
  long anyX(int column) {
    return Double.doubleToRawLongBits(atX[column]) << UNUSED_BITS >> UNUSED_BITS;
  }

  /** The same along y. */
  long anyY(int column) {
    return Double.doubleToRawLongBits(atY[column]) << UNUSED_BITS >> UNUSED_BITS;
  }
}
