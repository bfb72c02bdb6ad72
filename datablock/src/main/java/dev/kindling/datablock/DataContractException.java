package dev.kindling.datablock;

/**
 * The data as a whole is not what was promised: an empty folder, an empty split, one class only,
 * too many bad items. No retry helps; the data or the settings must change. Programs exit with code
 * 3.
 */
public final class DataContractException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What was expected, what came, where, and what to do. */
  public DataContractException(String message) {
    super(message);
  }

  /** As above, with what brought it about. */
  public DataContractException(String message, Throwable cause) {
    super(message, cause);
  }
}
