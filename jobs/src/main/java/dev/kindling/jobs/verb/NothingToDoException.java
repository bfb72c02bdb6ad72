package dev.kindling.jobs.verb;

/** What was asked for is done already; programs exit with code 4. */
public final class NothingToDoException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What was found, and how to have it done again. */
  public NothingToDoException(String message) {
    super(message);
  }
}
