package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.model.Architecture;
import java.io.Serializable;
import java.util.List;

/**
 * Which engine runs which model: a value that any JVM can open.
 *
 * @param architecture the model, without its parameters
 * @param imageSize rows and columns of the input images, in pixels
 * @param engine one of {@link #names()}
 */
public record EngineSpec(Architecture architecture, int imageSize, String engine)
    implements Serializable {
  private static final String AUTO = "auto";

  public EngineSpec {
    requireNonNull(architecture, "architecture");
    if (imageSize < 1) {
      throw new IllegalArgumentException("Image size must be at least 1, got " + imageSize);
    }
    if (!names().contains(engine)) {
      throw new IllegalArgumentException(
          "Engine must be one of %s, got \"%s\"".formatted(names(), engine));
    }
  }

  /** What an engine may be called; {@code auto} takes the best that runs the model. */
  public static List<String> names() {
    return List.of(AUTO, Nd4jEngine.NAME);
  }

  /** A fresh engine, its parameters all zero, owned by the caller. */
  public Engine open() {
    return Nd4jEngine.of(architecture, imageSize);
  }
}
