package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.onednn.OneDnnEngine;
import dev.kindling.train.engine.onednn.UnsupportedLayerException;
import dev.kindling.train.model.Architecture;
import java.io.Serializable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which engine runs which model: a value that any JVM can open, and that means the same in each.
 *
 * @param architecture the model, without its parameters
 * @param imageSize rows and columns of the input images, in pixels
 * @param engine {@code onednn} or {@code nd4j}
 * @param precision of activations
 */
public record EngineSpec(
    Architecture architecture, int imageSize, String engine, Precision precision)
    implements Serializable {
  static final String ONEDNN = OneDnnEngine.NAME;

  private static final Logger LOG = LoggerFactory.getLogger(EngineSpec.class);

  public EngineSpec {
    requireNonNull(architecture, "architecture");
    requireNonNull(precision, "precision");
    if (imageSize < 1) {
      throw new IllegalArgumentException("Image size must be at least 1, got " + imageSize);
    }
    if (engine.equals(Nd4jEngine.NAME) && precision != Precision.FP32) {
      throw new UnavailableEngineException(
          "Engine nd4j computes in fp32, got precision %s; set engine = onednn"
              .formatted(precision.text()));
    }
  }

  /**
   * What a choice means for a model. An engine called by its name is taken without looking; {@code
   * auto} is {@code onednn}, or {@code nd4j} where a layer or this machine does not allow it, with
   * a line in the log that says why.
   *
   * @throws UnsupportedLayerException if only {@code onednn} has the precision and cannot run the
   *     model
   * @throws UnavailableEngineException if this processor cannot compute in that precision
   */
  public static EngineSpec of(Architecture architecture, int imageSize, EngineChoice choice) {
    Precision precision =
        choice.precision().equals(Precision.BF16.text()) ? Precision.BF16 : Precision.FP32;
    if (!choice.engine().equals(EngineChoice.AUTO)) {
      return new EngineSpec(architecture, imageSize, choice.engine(), precision);
    }
    try {
      return new EngineSpec(architecture, imageSize, ONEDNN, precision).checked();
    } catch (UnsupportedLayerException | LinkageError reason) {
      if (precision == Precision.BF16) {
        throw reason;
      }
      LOG.warn("Engine nd4j instead of onednn, which is faster: {}", reason.toString());
      return new EngineSpec(architecture, imageSize, Nd4jEngine.NAME, precision);
    }
  }

  /**
   * This, once it is known to open on this machine.
   *
   * @throws UnsupportedLayerException if the model has a layer that the engine cannot run
   * @throws UnavailableEngineException if this processor cannot compute in that precision
   * @throws LinkageError if the engine's natives cannot be loaded
   */
  public EngineSpec checked() {
    if (engine.equals(ONEDNN)) {
      OneDnnEngine.check(architecture, imageSize, precision);
    }
    return this;
  }

  /** The choice that means this on any machine. */
  public EngineChoice choice() {
    return new EngineChoice(engine, precision.text());
  }

  /**
   * A fresh engine, its parameters all zero, owned by the caller.
   *
   * @throws UnavailableEngineException if this machine's processor cannot compute in that precision
   */
  public Engine open() {
    return engine.equals(ONEDNN)
        ? OneDnnEngine.of(architecture, imageSize, precision)
        : Nd4jEngine.of(architecture, imageSize);
  }
}
