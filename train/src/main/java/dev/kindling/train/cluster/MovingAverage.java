package dev.kindling.train.cluster;

/**
 * The exponential moving average of a model over its steps, without the pull of where it began:
 * after t steps {@code sum d^(t-s) x_s / sum d^(t-s)}, of the states that were averaged into it. A
 * round of n steps counts as n steps at its end. Mutable; used by one thread.
 */
final class MovingAverage {
  private final double decay;
  private float[] mean;

  /**
   * Goes on.
   *
   * @param decay share kept in a step, in (0, 1)
   * @param mean up to now; empty before the first step; taken over
   */
  MovingAverage(double decay, float[] mean) {
    this.decay = decay;
    this.mean = mean;
  }

  /**
   * Counts a model.
   *
   * @param parameters at the end of a round
   * @param before steps of the fit before the round
   * @param steps of the round, at least 1
   */
  void add(float[] parameters, long before, int steps) {
    if (mean.length == 0) {
      mean = parameters.clone();
      return;
    }
    double share = (1 - Math.pow(decay, steps)) / (1 - Math.pow(decay, before + steps));
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (mean[i] + share * ((double) parameters[i] - mean[i]));
    }
  }

  /** The live mean; empty before the first step. */
  float[] mean() {
    return mean;
  }
}
