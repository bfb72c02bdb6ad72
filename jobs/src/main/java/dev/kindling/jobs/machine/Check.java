package dev.kindling.jobs.machine;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.Serializable;
import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * One thing that was looked at.
 *
 * @param what was looked at
 * @param health how it is
 * @param found in words
 */
public record Check(String what, Health health, String found) implements Serializable {
  /** How a thing is. */
  public enum Health {
    /** As it should be. */
    OK,
    /** Worth knowing. */
    NOTE,
    /** Needed, and not working. */
    BROKEN;

    /** In tables and in JSON. */
    @JsonValue
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String what, String found) {
    return new Check(what, Health.OK, found);
  }

  static Check note(String what, String found) {
    return new Check(what, Health.NOTE, found);
  }

  static Check broken(String what, Throwable cause) {
    String message = cause.getMessage();
    return new Check(
        what, Health.BROKEN, message == null || message.isBlank() ? cause.toString() : message);
  }

  /**
   * What the work says of itself; broken if it fails in any way, natives that are not there too.
   */
  static Check of(String what, Callable<Check> work) {
    try {
      return work.call();
    } catch (Exception | LinkageError e) {
      return broken(what, e);
    }
  }
}
