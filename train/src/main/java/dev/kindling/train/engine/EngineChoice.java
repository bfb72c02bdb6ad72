package dev.kindling.train.engine;

import dev.kindling.train.engine.onednn.OneDnnEngine;
import java.io.Serializable;
import java.util.List;

/**
 * Which engine a user wants, in which precision; either may be {@code auto}.
 *
 * @param engine one of {@link #engines()}
 * @param precision one of {@link #precisions()}
 */
public record EngineChoice(String engine, String precision) implements Serializable {
  /** Takes what is best. */
  public static final String AUTO = "auto";

  /** The fastest engine that runs the model, in float32. */
  public static final EngineChoice ANY = new EngineChoice(AUTO, AUTO);

  public EngineChoice {
    require("Engine", engine, engines());
    require("Precision", precision, precisions());
  }

  /** What an engine may be called; {@code auto} takes the fastest that runs the model. */
  public static List<String> engines() {
    return List.of(AUTO, OneDnnEngine.NAME, Nd4jEngine.NAME);
  }

  /** What a precision may be called; {@code auto} is {@code fp32}. */
  public static List<String> precisions() {
    return List.of(AUTO, Precision.FP32.text(), Precision.BF16.text());
  }

  /** That engine, in the precision that is best. */
  public static EngineChoice named(String engine) {
    return new EngineChoice(engine, AUTO);
  }

  /** This engine in another precision. */
  public EngineChoice precision(String precision) {
    return new EngineChoice(engine, precision);
  }

  private static void require(String what, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new IllegalArgumentException(
          "%s must be one of %s, got \"%s\"".formatted(what, known, name));
    }
  }
}
