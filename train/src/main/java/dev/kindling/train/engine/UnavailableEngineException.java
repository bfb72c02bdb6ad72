package dev.kindling.train.engine;

/** The engine that was asked for cannot run this model in this precision on this machine. */
public class UnavailableEngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what stands in the way and what to set instead. */
  public UnavailableEngineException(String message) {
    super(message);
  }
}
