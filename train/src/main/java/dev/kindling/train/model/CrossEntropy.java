package dev.kindling.train.model;

/**
 * Cross entropy of softmax with smoothed labels: {@code eps * mean over classes of -log p + (1 -
 * eps) * -log p[target]}. Szegedy et al.: "Rethinking the Inception architecture", 2016.
 *
 * @param smoothing eps in [0, 1); 0 is plain cross entropy
 */
public record CrossEntropy(double smoothing) implements Loss {
  public CrossEntropy {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException("Label smoothing must be in [0, 1), got " + smoothing);
    }
  }

  /** The same loss with smoothed labels. */
  public CrossEntropy smoothed(double smoothing) {
    return new CrossEntropy(smoothing);
  }

  @Override
  public String name() {
    return "cross-entropy";
  }

  @Override
  public Value of(float[] logits, int[] targets) {
    int classes = Logits.classes(logits, targets);
    double[] perItem = new double[targets.length];
    float[] gradient = new float[logits.length];
    for (int item = 0; item < targets.length; item++) {
      int start = item * classes;
      int target = start + targets[item];
      double logSum = logSumExp(logits, start, classes);
      double sum = 0;
      for (int j = start; j < start + classes; j++) {
        sum += logits[j];
        double wanted = smoothing / classes + (j == target ? 1 - smoothing : 0);
        gradient[j] = (float) ((Math.exp(logits[j] - logSum) - wanted) / targets.length);
      }
      perItem[item] =
          smoothing * (logSum - sum / classes) + (1 - smoothing) * (logSum - logits[target]);
    }
    return new Value(perItem, gradient);
  }

  /** Log of the sum of exponentials, by the highest logit so that nothing overflows. */
  private static double logSumExp(float[] logits, int start, int classes) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int j = start; j < start + classes; j++) {
      highest = Math.max(highest, logits[j]);
    }
    double sum = 0;
    for (int j = start; j < start + classes; j++) {
      sum += Math.exp(logits[j] - highest);
    }
    return highest + Math.log(sum);
  }
}
