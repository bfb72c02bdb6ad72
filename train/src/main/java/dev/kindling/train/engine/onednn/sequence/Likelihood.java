package dev.kindling.train.engine.onednn.sequence;

/**
 * How likely a model found the true tokens.
 *
 * @param lossSum minus the logarithms of their probabilities, summed
 * @param correct how many were the likeliest
 */
record Likelihood(double lossSum, long correct) {
  static final Likelihood NONE = new Likelihood(0, 0);

  Likelihood plus(Likelihood other) {
    return new Likelihood(lossSum + other.lossSum, correct + other.correct);
  }
}
