package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.onednn.OneDnnEngine;
import dev.kindling.train.engine.onednn.UnsupportedLayerException;
import dev.kindling.train.model.ImageArchitecture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which engine runs which model of images.
 *
 * @param architecture the model, without its parameters
 * @param imageSize rows and columns of the input images, in pixels
 * @param engine {@code onednn} or {@code nd4j}
 * @param precision of activations
 */
public record ImageEngineSpec(
    ImageArchitecture architecture, int imageSize, String engine, Precision precision)
    implements EngineSpec<Engine> {
  private static final Logger LOG = LoggerFactory.getLogger(ImageEngineSpec.class);

  public ImageEngineSpec {
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
  public static ImageEngineSpec of(
      ImageArchitecture architecture, int imageSize, EngineChoice choice) {
    Precision precision =
        choice.precision().equals(Precision.BF16.text()) ? Precision.BF16 : Precision.FP32;
    if (!choice.engine().equals(EngineChoice.AUTO)) {
      return new ImageEngineSpec(architecture, imageSize, choice.engine(), precision);
    }
    try {
      return new ImageEngineSpec(architecture, imageSize, OneDnnEngine.NAME, precision).checked();
    } catch (UnsupportedLayerException | LinkageError reason) {
      if (precision == Precision.BF16) {
        throw reason;
      }
      LOG.warn("Engine nd4j instead of onednn, which is faster: {}", reason.toString());
      return new ImageEngineSpec(architecture, imageSize, Nd4jEngine.NAME, precision);
    }
  }

  @Override
  public ImageEngineSpec checked() {
    if (engine.equals(OneDnnEngine.NAME)) {
      OneDnnEngine.check(architecture, imageSize, precision);
    }
    return this;
  }

  @Override
  public EngineChoice choice() {
    return new EngineChoice(engine, precision.text());
  }

  @Override
  public Engine open() {
    return engine.equals(OneDnnEngine.NAME)
        ? OneDnnEngine.of(architecture, imageSize, precision)
        : Nd4jEngine.of(architecture, imageSize);
  }
}
