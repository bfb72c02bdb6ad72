package dev.kindling.train.engine;

/**
 * How well a language model told the next tokens of a window.
 *
 * @param lossSum cross entropy in nats, summed over the tokens
 * @param correct tokens that had the highest logit
 * @param count tokens told
 * @param activationPenalty what the penalty on the output's size adds to the mean loss
 * @param temporalPenalty what the penalty on the output's change adds to the mean loss
 */
public record TokenScores(
    double lossSum, long correct, long count, double activationPenalty, double temporalPenalty) {
  /** Mean cross entropy in nats; its exponential is the perplexity. */
  public double mean() {
    return lossSum / count;
  }
}
