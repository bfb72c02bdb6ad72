package dev.kindling.train.model;

import dev.kindling.datablock.batch.TargetCode;

/**
 * How a threshold on the probabilities of labels does.
 *
 * @param right labels told that are there
 * @param wrong labels told that are not there
 * @param missed labels not told that are there
 * @param all labels of all items
 */
record LabelMetrics(long right, long wrong, long missed, long all) {
  static LabelMetrics of(float[] logits, int[] targets, int labels, double threshold) {
    int items = Logits.items(logits, targets, labels, TargetCode.words(labels));
    long right = 0;
    long wrong = 0;
    long missed = 0;
    for (int item = 0; item < items; item++) {
      for (int label = 0; label < labels; label++) {
        boolean there = TargetCode.has(targets, item, label, labels);
        boolean told = LabelsTarget.sigmoid(logits[item * labels + label]) >= threshold;
        right += told && there ? 1 : 0;
        wrong += told && !there ? 1 : 0;
        missed += !told && there ? 1 : 0;
      }
    }
    return new LabelMetrics(right, wrong, missed, (long) items * labels);
  }

  /**
   * Share of labels, over all items, that are told where they are there and not told where they are
   * not.
   */
  record AccuracyMulti(int labels, double threshold) implements Metric {
    private static final long serialVersionUID = 1;

    @Override
    public String name() {
      return "accuracy-multi";
    }

    @Override
    public MetricSum of(float[] logits, int[] targets) {
      LabelMetrics found = LabelMetrics.of(logits, targets, labels, threshold);
      return new MetricSum((double) found.all - found.wrong - found.missed, found.all);
    }
  }

  /**
   * F-beta over all labels of all items together (micro average): {@code (1 + b²) right / ((1 + b²)
   * right + b² missed + wrong)}, kept as a sum over a count, so that parts add up.
   */
  record FBeta(int beta, int labels, double threshold) implements Metric {
    private static final long serialVersionUID = 1;

    FBeta {
      if (beta < 1) {
        throw new IllegalArgumentException("F-beta needs a beta of at least 1, got " + beta);
      }
    }

    @Override
    public String name() {
      return "f" + beta;
    }

    @Override
    public MetricSum of(float[] logits, int[] targets) {
      LabelMetrics found = LabelMetrics.of(logits, targets, labels, threshold);
      long square = (long) beta * beta;
      long counted = (1 + square) * found.right;
      return new MetricSum(counted, counted + square * found.missed + found.wrong);
    }
  }
}
