package dev.kindling.train.model;

import java.io.Serializable;

/** A loss over logits. Implementations are immutable and thread-safe. */
public interface Loss extends Serializable {
  /** Its name in reports. */
  String name();

  /**
   * Loss of each item and the gradient of their mean.
   *
   * @param logits {@code [batch, classes]} row-major
   * @param targets category indices in {@code [0, classes)}
   */
  Value of(float[] logits, int[] targets);

  /** Cross entropy of softmax; {@code .smoothed(0.1)} smooths its labels. */
  static CrossEntropy crossEntropy() {
    return new CrossEntropy(0);
  }

  /**
   * A loss and its gradient; owns its arrays.
   *
   * @param perItem the loss of each item
   * @param gradient d mean loss / d logits, {@code [batch, classes]} row-major
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Value(double[] perItem, float[] gradient) {
    /** Mean over the items. */
    public double mean() {
      double sum = 0;
      for (double loss : perItem) {
        sum += loss;
      }
      return sum / perItem.length;
    }
  }
}
