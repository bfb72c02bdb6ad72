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
   * @param targets category indices in {@code [0, classes)}
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
}
