package dev.kindling.train.model;

import dev.kindling.datablock.batch.TargetCode;

/**
 * Square of what one output is off the number that is wanted, both in standard deviations from the
 * mean of train: 1 is what telling the mean of train comes to there.
 *
 * @param mean of train
 * @param std of train, above 0
 */
public record MeanSquaredError(double mean, double std) implements Loss {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "mean-squared-error";
  }

  /**
   * {@inheritDoc}
   *
   * @param targets a number for each item, as {@link TargetCode} has it
   */
  @Override
  public Value of(float[] logits, int[] targets) {
    int items = Logits.items(logits, targets, 1, 1);
    double[] perItem = new double[items];
    float[] gradient = new float[items];
    for (int item = 0; item < items; item++) {
      double off = logits[item] - (TargetCode.number(targets[item]) - mean) / std;
      perItem[item] = off * off;
      gradient[item] = (float) (2 * off / items);
    }
    return new Value(perItem, gradient);
  }
}
