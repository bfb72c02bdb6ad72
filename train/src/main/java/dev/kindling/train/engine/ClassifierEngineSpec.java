package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.onednn.OneDnn;
import dev.kindling.train.engine.onednn.OneDnnEngine;
import dev.kindling.train.engine.onednn.sequence.OneDnnClassifierEngine;
import dev.kindling.train.text.TextClassifier;

/**
 * In which precision a classifier of texts runs; only engine {@code onednn} runs one.
 *
 * @param architecture the model, without its parameters
 * @param precision of the factors of matrix products
 */
public record ClassifierEngineSpec(TextClassifier architecture, Precision precision)
    implements EngineSpec<Engine> {
  public ClassifierEngineSpec {
    requireNonNull(architecture, "architecture");
    requireNonNull(precision, "precision");
  }

  /**
   * What a choice means for a model.
   *
   * @throws UnavailableEngineException if the engine runs no classifiers of texts
   */
  public static ClassifierEngineSpec of(TextClassifier architecture, EngineChoice choice) {
    if (choice.engine().equals(Nd4jEngine.NAME)) {
      throw new UnavailableEngineException(
          "Engine nd4j runs no classifiers of texts; set engine = onednn, or auto");
    }
    return new ClassifierEngineSpec(
        architecture,
        choice.precision().equals(Precision.BF16.text()) ? Precision.BF16 : Precision.FP32);
  }

  @Override
  public ClassifierEngineSpec checked() {
    OneDnn.require(precision);
    return this;
  }

  @Override
  public EngineChoice choice() {
    return new EngineChoice(OneDnnEngine.NAME, precision.text());
  }

  @Override
  public Engine open() {
    return OneDnnClassifierEngine.of(architecture, precision);
  }
}
