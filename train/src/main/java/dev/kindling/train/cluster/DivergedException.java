package dev.kindling.train.cluster;

/**
 * The loss or most workers' parameters stopped being finite, again after going back to the last
 * checkpoint, which is as it was.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int round;

  /**
   * A divergence.
   *
   * @param round it happened in, from 0 over the whole fit
   * @param message where, and what to do
   */
  public DivergedException(int round, String message) {
    super(message);
    this.round = round;
  }

  /** The round it happened in, from 0 over the whole fit. */
  public int round() {
    return round;
  }
}
