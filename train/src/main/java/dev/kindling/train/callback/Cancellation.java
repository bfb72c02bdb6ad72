package dev.kindling.train.callback;

/**
 * A callback's wish to leave the current batch, epoch or fit; the loop catches it. Anything else
 * that a callback throws is an error and ends the run.
 */
public abstract sealed class Cancellation extends RuntimeException
    permits CancelBatch, CancelEpoch, CancelFit {
  private static final long serialVersionUID = 1;

  Cancellation(String reason) {
    super(reason, null, true, false);
  }

  /** Why, for the history and the report. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
