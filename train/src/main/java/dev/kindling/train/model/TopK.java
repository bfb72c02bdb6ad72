package dev.kindling.train.model;

/**
 * Share of items whose target is among the k highest logits. Of equal logits the first counts as
 * the highest; logits that are not numbers count as wrong.
 */
record TopK(String name, int k) implements Metric {
  TopK {
    if (k < 1) {
      throw new IllegalArgumentException("Top-k needs k of at least 1, got " + k);
    }
  }

  @Override
  public MetricSum of(float[] logits, int[] targets) {
    int classes = Logits.classes(logits, targets);
    int right = 0;
    for (int item = 0; item < targets.length; item++) {
      if (rank(logits, item * classes, classes, targets[item]) < k) {
        right++;
      }
    }
    return new MetricSum(right, targets.length);
  }

  private static int rank(float[] logits, int start, int classes, int target) {
    float own = logits[start + target];
    int before = 0;
    for (int j = 0; j < classes; j++) {
      float other = logits[start + j];
      boolean lower = j < target ? other < own : other <= own;
      if (j != target && !lower) {
        before++;
      }
    }
    return before + (Float.isNaN(own) ? classes : 0);
  }
}
