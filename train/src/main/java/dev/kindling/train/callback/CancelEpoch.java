package dev.kindling.train.callback;

/**
 * Leaves the current pass over batches: a training pass goes on with validation, a validation pass
 * with {@code afterEpoch}.
 */
public final class CancelEpoch extends Cancellation {
  private static final long serialVersionUID = 1;

  public CancelEpoch(String reason) {
    super(reason);
  }
}
