package dev.kindling.train.engine.onednn.sequence;

import java.util.Arrays;

/**
 * The last, the largest and the mean of each feature over a text's real steps, side by side in that
 * order; padding counts for nothing. Filled window by window.
 */
final class Pooling {
  private final int[] lengths;
  private final int features;
  private final float[] last;
  private final float[] largest;
  private final int[] largestAt;
  private final double[] sums;

  /**
   * Nothing read yet.
   *
   * @param lengths real steps of each row
   */
  Pooling(int[] lengths, int features) {
    this.lengths = lengths;
    this.features = features;
    int all = lengths.length * features;
    this.last = new float[all];
    this.largest = new float[all];
    Arrays.fill(largest, Float.NEGATIVE_INFINITY);
    this.largestAt = new int[all];
    this.sums = new double[all];
  }

  /** Reads the outputs of a step, {@code [rows, features]}. */
  void read(int step, float[] outputs) {
    for (int row = 0; row < lengths.length; row++) {
      if (step >= lengths[row]) {
        continue;
      }
      for (int i = row * features; i < (row + 1) * features; i++) {
        sums[i] += outputs[i];
        if (outputs[i] > largest[i]) {
          largest[i] = outputs[i];
          largestAt[i] = step;
        }
      }
      if (step == lengths[row] - 1) {
        System.arraycopy(outputs, row * features, last, row * features, features);
      }
    }
  }

  /** {@code [rows, 3 * features]}. */
  float[] pooled() {
    float[] pooled = new float[3 * last.length];
    for (int row = 0; row < lengths.length; row++) {
      int to = 3 * row * features;
      for (int i = 0; i < features; i++) {
        int from = row * features + i;
        pooled[to + i] = last[from];
        pooled[to + features + i] = largest[from];
        pooled[to + 2 * features + i] = (float) (sums[from] / lengths[row]);
      }
    }
    return pooled;
  }

  /**
   * Writes the gradient by the outputs of a step.
   *
   * @param slopes the gradient by {@link #pooled}
   */
  void slopes(int step, float[] slopes, float[] into) {
    for (int row = 0; row < lengths.length; row++) {
      int from = 3 * row * features;
      boolean real = step < lengths[row];
      boolean ends = step == lengths[row] - 1;
      for (int i = 0; i < features; i++) {
        int at = row * features + i;
        float slope = real ? slopes[from + 2 * features + i] / lengths[row] : 0;
        if (ends) {
          slope += slopes[from + i];
        }
        if (real && largestAt[at] == step) {
          slope += slopes[from + features + i];
        }
        into[at] = slope;
      }
    }
  }
}
