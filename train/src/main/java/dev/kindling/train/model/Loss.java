package dev.kindling.train.model;

import dev.kindling.datablock.batch.Batch;
import java.io.Serializable;

/** A loss over logits. Implementations are immutable and thread-safe. */
public interface Loss extends Serializable {
  /** Its name in reports. */
  String name();

  /**
   * Loss of each item and the gradient of their mean.
   *
   * @param logits {@code [batch, classes]} row-major
   * @param targets category indices in {@code [0, classes)}, or what else the loss is for, as
   *     {@code TargetCode} has it
   */
  Value of(float[] logits, int[] targets);

  /**
   * As {@link #of(float[], int[])} for the targets of a batch. Of an image that was mixed with
   * another, both targets count, each by its share; for losses of one item at a time, as all here
   * are.
   */
  default Value of(float[] logits, Batch batch) {
    Value own = of(logits, batch.targets());
    return batch
        .secondTargets()
        .map(second -> own.mixed(of(logits, second.targets()), second.shares()))
        .orElse(own);
  }

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
    /** Each item's loss and gradient: its share of this, and the rest of the other's. */
    Value mixed(Value other, float[] shares) {
      double[] losses = new double[perItem.length];
      float[] mixed = new float[gradient.length];
      int classes = gradient.length / perItem.length;
      for (int item = 0; item < losses.length; item++) {
        double share = shares[item];
        losses[item] = share * perItem[item] + (1 - share) * other.perItem[item];
        for (int j = item * classes; j < (item + 1) * classes; j++) {
          mixed[j] = (float) (share * gradient[j] + (1 - share) * other.gradient[j]);
        }
      }
      return new Value(losses, mixed);
    }

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
