package dev.kindling.train.callback;

/**
 * Leaves the current batch: no further event of it but {@code afterCancelBatch} and {@code
 * afterBatch}, and no step if none was taken yet.
 */
public final class CancelBatch extends Cancellation {
  private static final long serialVersionUID = 1;

  public CancelBatch(String reason) {
    super(reason);
  }
}
