package dev.kindling.train.cluster;

/** The loss or all workers' parameters stopped being finite; the last checkpoint is as it was. */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Where, and what to do. */
  public DivergedException(String message) {
    super(message);
  }
}
