package dev.kindling.jobs.settings;

/** A setting that is unknown, missing, of a wrong type or out of its range. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** A message for the person who wrote the settings: key, place, what was expected, what came. */
  public SettingsException(String message) {
    super(message);
  }

  /** As above, with what brought it about. */
  public SettingsException(String message, Throwable cause) {
    super(message, cause);
  }
}
