package dev.kindling.augment;

import java.io.Serializable;
import java.util.List;

/**
 * What is done to each pixel's colour: {@code out = M (r, g, b) + offset} on values in [0, 1].
 * Immutable.
 *
 * @param values 3 x 4, row by row: what red, green, blue and 1 add to the new red; to the new
 *     green; to the new blue
 */
public record ColorMatrix(List<Double> values) implements Serializable {
  /** Leaves colours as they are. */
  public static final ColorMatrix IDENTITY = of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);

  private static final int COLUMNS = 4;

  /** Luminance of red, green and blue (ITU-R BT.601). */
  private static final double[] LUMA = {0.299, 0.587, 0.114};

  public ColorMatrix {
    values = List.copyOf(values);
    if (values.size() != 12 || !values.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("ColorMatrix needs 12 finite numbers, got " + values);
    }
  }

  /** Twelve numbers, row by row. */
  public static ColorMatrix of(double... values) {
    return new ColorMatrix(java.util.Arrays.stream(values).boxed().toList());
  }

  /** Multiplies by a factor: 0 is black, 1 changes nothing. */
  public static ColorMatrix brightness(double factor) {
    return of(factor, 0, 0, 0, 0, factor, 0, 0, 0, 0, factor, 0);
  }

  /** Moves away from mid-grey by a factor: 0 is mid-grey, 1 changes nothing. */
  public static ColorMatrix contrast(double factor) {
    double offset = (1 - factor) / 2;
    return of(factor, 0, 0, offset, 0, factor, 0, offset, 0, 0, factor, offset);
  }

  /** Moves away from the pixel's own luminance by a factor: 0 is grey, 1 changes nothing. */
  public static ColorMatrix saturation(double factor) {
    double rest = 1 - factor;
    double r = rest * LUMA[0];
    double g = rest * LUMA[1];
    double b = rest * LUMA[2];
    return of(r + factor, g, b, 0, r, g + factor, b, 0, r, g, b + factor, 0);
  }

  /**
   * Turns the hue about the grey axis of the RGB cube; greys stay as they are, and so does the sum
   * of the three channels. A third of a turn brings red to green, green to blue and blue to red.
   *
   * @param turns share of a full turn, in [-1, 1]
   */
  public static ColorMatrix hue(double turns) {
    double angle = 2 * Math.PI * turns;
    double cos = StrictMath.cos(angle);
    double third = (1 - cos) / 3;
    double sin = StrictMath.sin(angle) / StrictMath.sqrt(3);
    double same = cos + third;
    double next = third - sin;
    double other = third + sin;
    return of(same, next, other, 0, other, same, next, 0, next, other, same, 0);
  }

  /** First {@code inner}, then this. */
  public ColorMatrix after(ColorMatrix inner) {
    double[] product = new double[12];
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        double sum = column == 3 ? at(row, 3) : 0;
        for (int k = 0; k < 3; k++) {
          sum += at(row, k) * inner.at(k, column);
        }
        product[row * COLUMNS + column] = sum;
      }
    }
    return of(product);
  }

  /** One of the 3 x 4 numbers. */
  public double at(int row, int column) {
    return values.get(row * COLUMNS + column);
  }
}
