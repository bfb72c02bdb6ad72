package dev.kindling.datablock.lease;

/** Somebody else is writing the same, or was meanwhile; nothing was lost. */
public final class InUseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Who has it, since when, and what to do. */
  public InUseException(String message) {
    super(message);
  }
}
