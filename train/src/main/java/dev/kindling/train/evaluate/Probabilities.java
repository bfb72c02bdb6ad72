package dev.kindling.train.evaluate;

/** Softmax and argmax over one row of logits. */
public final class Probabilities {
  private Probabilities() {}

  /**
   * Softmax of the row.
   *
   * @param logits {@code [batch, classes]} row-major
   * @param row in [0, batch)
   */
  public static double[] of(float[] logits, int row, int classes) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      highest = Math.max(highest, logits[row * classes + c]);
    }
    double[] result = new double[classes];
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      result[c] = Math.exp(logits[row * classes + c] - highest);
      sum += result[c];
    }
    for (int c = 0; c < classes; c++) {
      result[c] /= sum;
    }
    return result;
  }

  /** Index of the highest value, the lowest index of equals; 0 if none is a number. */
  public static int highest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best] || (Double.isNaN(values[best]) && !Double.isNaN(values[i]))) {
        best = i;
      }
    }
    return best;
  }
}
