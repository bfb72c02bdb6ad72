package dev.kindling.augment;

/** Sums the source pixels around points. Used by one thread. */
interface PixelSums {
  /** How much of the source must lie around a point that is well inside of it. */
  Margins margins();

  /**
   * Output pixels of one row that look well inside of the source. Their values may be there only
   * after {@link #end}.
   *
   * @param from first column
   * @param to column after the last
   * @param line where the row looks
   * @param rows filled with values of 0 to 255
   * @param start index there of the row's first column
   */
  void inside(int from, int to, Line line, Rgb rows, int start);

  /** As {@link #inside}, for output pixels that may look anywhere; much slower. */
  void anywhere(int from, int to, Line line, Rgb rows, int start);

  /**
   * Ends some rows that were begun.
   *
   * @param pixels from index 0 of the rows on; all of them were begun
   */
  void end(Rgb rows, int pixels);

  /** Source pixels to the left of a point, from it to the row's end, and the same along y. */
  record Margins(double left, double right, double top, double bottom) {}

  /**
   * Where an output row looks: column {@code c} at {@code ((x + a c) / (w + g c), (y + d c) / (w +
   * g c))} from the pixel in the middle.
   */
  record Line(double x, double a, double y, double d, double w, double g) {
    /** The row that is that far below the middle of so many columns. */
    static Line of(PixelMap map, double v, int columns) {
      double u = -(columns - 1) / 2.0;
      return new Line(
          map.a() * u + map.b() * v + map.c(),
          map.a(),
          map.d() * u + map.e() * v + map.f(),
          map.d(),
          map.g() * u + map.h() * v + 1,
          map.g());
    }

    /** Numerator of a column's position along x. */
    double x(int column) {
      return x + a * column;
    }

    /** Numerator of a column's position along y. */
    double y(int column) {
      return y + d * column;
    }

    /** Denominator of a column's position. */
    double depth(int column) {
      return w + g * column;
    }
  }
}
