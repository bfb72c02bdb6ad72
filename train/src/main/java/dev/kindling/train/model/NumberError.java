package dev.kindling.train.model;

import dev.kindling.datablock.batch.TargetCode;

/**
 * What numbers told are off, in the unit of the labels.
 *
 * @param name in reports
 * @param target from outputs to numbers
 * @param squared whether each error is squared
 */
record NumberError(String name, NumberTarget target, boolean squared) implements Metric {
  private static final long serialVersionUID = 1;

  @Override
  public MetricSum of(float[] logits, int[] targets) {
    int items = Logits.items(logits, targets, 1, 1);
    double sum = 0;
    for (int item = 0; item < items; item++) {
      double off = Math.abs(target.number(logits[item]) - TargetCode.number(targets[item]));
      sum += squared ? off * off : off;
    }
    return new MetricSum(sum, items);
  }
}
