package dev.kindling.train.cluster;

/** Checkpoints are there that this fit cannot go on from; the message says why and what to do. */
public final class OtherFitException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  /** Where they are, what differs, what to do. */
  public OtherFitException(String message) {
    super(message);
  }
}
