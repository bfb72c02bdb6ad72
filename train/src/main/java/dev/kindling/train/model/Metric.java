package dev.kindling.train.model;

import java.io.Serializable;

/** What predictions are worth to a reader. Implementations are immutable and thread-safe. */
public interface Metric extends Serializable {
  /** Its name in reports and in {@code state.metric(name)}. */
  String name();

  /**
   * The metric over a batch.
   *
   * @param logits {@code [batch, classes]} row-major
   * @param targets category indices in {@code [0, classes)}, or what else the metric is for, as
   *     {@code TargetCode} has it
   */
  MetricSum of(float[] logits, int[] targets);

  /** Share of items whose highest logit is the target's; named {@code accuracy}. */
  static Metric accuracy() {
    return new TopK("accuracy", 1);
  }

  /** Share of items whose target is among the k highest logits; named {@code top-k}. */
  static Metric topK(int k) {
    return new TopK("top-" + k, k);
  }

  /**
   * Of several labels, the share that is told right, over all labels of all items; named {@code
   * accuracy-multi}.
   *
   * @param labels there are
   * @param threshold probability from which a label is told
   */
  static Metric accuracyMulti(int labels, double threshold) {
    return new LabelMetrics.AccuracyMulti(labels, threshold);
  }

  /**
   * Of several labels, F-beta over all labels of all items together; named {@code f1}, {@code f2}.
   *
   * @param beta how many times as much recall counts as precision, at least 1
   */
  static Metric fBeta(int beta, int labels, double threshold) {
    return new LabelMetrics.FBeta(beta, labels, threshold);
  }

  /**
   * Mean of what numbers are off, in the unit of the labels; named {@code mean-absolute-error}.
   *
   * @param mean of train
   * @param std of train
   */
  static Metric meanAbsoluteError(double mean, double std) {
    return new NumberError("mean-absolute-error", new NumberTarget(mean, std), false);
  }

  /** Mean of its square; named {@code mean-squared-error}; else as above. */
  static Metric meanSquaredError(double mean, double std) {
    return new NumberError("mean-squared-error", new NumberTarget(mean, std), true);
  }
}
