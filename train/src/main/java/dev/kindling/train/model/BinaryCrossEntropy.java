package dev.kindling.train.model;

import dev.kindling.datablock.batch.TargetCode;

/**
 * Cross entropy of a sigmoid at each output with yes or no for its label, the mean over the labels.
 * Of logit z and answer y it is {@code max(z, 0) - z y + log(1 + exp(-|z|))}, in which nothing
 * overflows.
 *
 * @param labels there are, at least 1
 */
public record BinaryCrossEntropy(int labels) implements Loss {
  private static final long serialVersionUID = 1;

  public BinaryCrossEntropy {
    TargetCode.words(labels); // which refuses none
  }

  @Override
  public String name() {
    return "binary-cross-entropy";
  }

  /**
   * {@inheritDoc}
   *
   * @param targets a bit for each label, as {@link TargetCode} has them
   */
  @Override
  public Value of(float[] logits, int[] targets) {
    int items = Logits.items(logits, targets, labels, TargetCode.words(labels));
    double[] perItem = new double[items];
    float[] gradient = new float[logits.length];
    for (int item = 0; item < items; item++) {
      double sum = 0;
      for (int label = 0; label < labels; label++) {
        int at = item * labels + label;
        double logit = logits[at];
        double wanted = TargetCode.has(targets, item, label, labels) ? 1 : 0;
        sum += Math.max(logit, 0) - logit * wanted + Math.log1p(Math.exp(-Math.abs(logit)));
        gradient[at] = (float) ((LabelsTarget.sigmoid(logit) - wanted) / ((double) items * labels));
      }
      perItem[item] = sum / labels;
    }
    return new Value(perItem, gradient);
  }
}
