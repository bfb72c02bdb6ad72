package dev.kindling.train.engine.onednn.sequence;

/** Loops over arrays that the compiler turns into vector instructions. */
final class Vectors {
  private Vectors() {}

  /** {@code values *= factors}, element by element. */
  static void multiply(float[] values, float[] factors) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factors[i];
    }
  }

  /** {@code results = values * factors}, element by element; no factors are all 1. */
  static void multiply(float[] values, float[] factors, float[] results) {
    if (factors.length == 0) {
      System.arraycopy(values, 0, results, 0, values.length);
      return;
    }
    for (int i = 0; i < values.length; i++) {
      results[i] = values[i] * factors[i];
    }
  }

  /** {@code values += others}, element by element. */
  static void add(float[] values, float[] others) {
    for (int i = 0; i < values.length; i++) {
      values[i] += others[i];
    }
  }

  /** Adds the rows of a matrix to the sums of its columns. */
  static void addRows(float[] matrix, float[] sums) {
    for (int row = 0; row < matrix.length; row += sums.length) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += matrix[row + i];
      }
    }
  }

  /** {@code values *= factor}. */
  static void scale(float[] values, float factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }
}
