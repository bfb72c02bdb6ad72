package dev.kindling.train.scaling;

/**
 * What there is to do in an epoch, however many workers do it.
 *
 * @param examples of the training set
 * @param batchSize examples of a step of one worker
 * @param stepSeconds of one worker with cores of its own, input included
 * @param jitter standard deviation of a step's seconds over their mean, at least 0; steps vary
 *     independently of one another
 */
public record EpochWork(long examples, int batchSize, double stepSeconds, double jitter) {
  public EpochWork {
    if (examples < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "An epoch needs examples and a batch size of at least 1, got %d and %d"
              .formatted(examples, batchSize));
    }
    Checks.atLeastZero("Seconds of a step", stepSeconds);
    Checks.atLeastZero("Jitter", jitter);
  }

  /** Steps of every worker, the last short one included. */
  public long steps(int workers) {
    return ceiling(ceiling(examples, workers), batchSize);
  }

  /** Seconds of an epoch of one worker without rounds. */
  public double alone() {
    return steps(1) * stepSeconds;
  }

  static long ceiling(long dividend, long divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
