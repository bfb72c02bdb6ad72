package dev.kindling.train.callback;

/** Leaves the fit: {@code afterCancelFit}, then {@code afterFit}, and no more. */
public final class CancelFit extends Cancellation {
  private static final long serialVersionUID = 1;

  public CancelFit(String reason) {
    super(reason);
  }
}
