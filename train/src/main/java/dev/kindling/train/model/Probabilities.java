package dev.kindling.train.model;

import java.util.List;

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

  /** The mean of several, of each category; added in their order. */
  public static double[] mean(List<double[]> several) {
    double[] mean = new double[several.get(0).length];
    for (double[] each : several) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += each[c] / several.size();
      }
    }
    return mean;
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
