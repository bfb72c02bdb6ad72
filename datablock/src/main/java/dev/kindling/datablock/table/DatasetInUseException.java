package dev.kindling.datablock.table;

/** A prepared dataset is being written by somebody else, or was meanwhile; nothing was lost. */
public final class DatasetInUseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Who has it, since when, and what to do. */
  public DatasetInUseException(String message) {
    super(message);
  }
}
