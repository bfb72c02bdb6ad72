package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.onednn.OneDnn;
import dev.kindling.train.engine.onednn.OneDnnEngine;
import dev.kindling.train.engine.onednn.sequence.OneDnnLanguageEngine;
import dev.kindling.train.text.AwdLstm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which engine runs which language model.
 *
 * @param architecture the model, without its parameters
 * @param engine {@code onednn} or {@code nd4j}
 * @param precision of the factors of matrix products
 */
public record LanguageEngineSpec(AwdLstm architecture, String engine, Precision precision)
    implements EngineSpec<LanguageEngine> {
  private static final Logger LOG = LoggerFactory.getLogger(LanguageEngineSpec.class);

  public LanguageEngineSpec {
    requireNonNull(architecture, "architecture");
    requireNonNull(precision, "precision");
    if (engine.equals(Nd4jEngine.NAME) && precision != Precision.FP32) {
      throw new UnavailableEngineException(
          "Engine nd4j computes in fp32, got precision %s; set engine = onednn"
              .formatted(precision.text()));
    }
  }

  /**
   * What a choice means for a model. An engine called by its name is taken without looking; {@code
   * auto} is {@code onednn}, or {@code nd4j} where this machine cannot load it, with a line in the
   * log that says why.
   *
   * @throws UnavailableEngineException if this processor cannot compute in that precision
   */
  public static LanguageEngineSpec of(AwdLstm architecture, EngineChoice choice) {
    Precision precision =
        choice.precision().equals(Precision.BF16.text()) ? Precision.BF16 : Precision.FP32;
    if (!choice.engine().equals(EngineChoice.AUTO)) {
      return new LanguageEngineSpec(architecture, choice.engine(), precision);
    }
    try {
      return new LanguageEngineSpec(architecture, OneDnnEngine.NAME, precision).checked();
    } catch (LinkageError reason) {
      if (precision == Precision.BF16) {
        throw reason;
      }
      LOG.warn("Engine nd4j instead of onednn, which is faster: {}", reason.toString());
      return new LanguageEngineSpec(architecture, Nd4jEngine.NAME, precision);
    }
  }

  @Override
  public LanguageEngineSpec checked() {
    if (engine.equals(OneDnnEngine.NAME)) {
      OneDnn.require(precision);
    }
    return this;
  }

  @Override
  public EngineChoice choice() {
    return new EngineChoice(engine, precision.text());
  }

  @Override
  public LanguageEngine open() {
    return engine.equals(OneDnnEngine.NAME)
        ? OneDnnLanguageEngine.of(architecture, precision)
        : Nd4jLanguageEngine.of(architecture);
  }
}
