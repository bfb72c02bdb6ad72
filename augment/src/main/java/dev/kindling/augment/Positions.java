package dev.kindling.augment;

import dev.kindling.augment.Inner.Line;
import java.util.stream.IntStream;

/**
 * Where the columns of a row look in the source, in whole numbers with 16 bits behind the point.
 * Used by one thread.
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

  /**
   * Added to a double below 2^31, it leaves 16 bits behind the point at the end of its mantissa.
   */
  private static final double MAGIC = 0x1.8p36;

  private static final long BITS = (1L << (31 + POINT)) - 1;

  private final double centerX;
  private final double centerY;
  private final double[] columnNumbers;
  private final double[] atX;
  private final double[] atY;

  Positions(PixelMap map, int size) {
    this.centerX = map.centerX() + MAGIC;
    this.centerY = map.centerY() + MAGIC;
    this.columnNumbers = IntStream.range(0, size).asDoubleStream().toArray();
    this.atX = new double[size];
    this.atY = new double[size];
  }

  /** Computes some columns. Conversions come later, because this loop then becomes vectors. */
  void look(int from, int to, Line line) {
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

  /** A column's position along x, not below 0. */
  long x(int column) {
    return Double.doubleToRawLongBits(atX[column]) & BITS;
  }

  /** A column's position along y, not below 0. */
  long y(int column) {
    return Double.doubleToRawLongBits(atY[column]) & BITS;
  }
}
