package dev.kindling.train.engine;

/**
 * The engine that was asked for cannot do what is wanted: this model, this precision, this machine.
 */
public class UnavailableEngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With a message that says what stands in the way and what to set instead. */
  public UnavailableEngineException(String message) {
    super(message);
  }

  static UnavailableEngineException doesNotShow(String engine, String what) {
    return new UnavailableEngineException(
        "Engine %s does not show %s; set engine = onednn".formatted(engine, what));
  }
}
