package dev.kindling.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.text.AwdLstm;
import org.junit.jupiter.api.Test;

/** Both engines compute the same model. */
class LanguageParityTest {
  private static final AwdLstm MODEL = AwdLstm.of(1_500, 40, 72, 3);

  @Test
  void enginesAgreeOnLossGradientStateAndPrediction() {
    try (LanguageEngine reference = open("nd4j");
        LanguageEngine fast = open("onednn")) {
      for (int step = 0; step < 3; step++) {
        TokenBatch window = LanguageWindows.window(8, 15 + step, MODEL.vocab(), step);
        TokenScores expected = reference.forward(window, new Seed(step));
        TokenScores scores = fast.forward(window, new Seed(step));
        reference.backward(0.5);
        fast.backward(0.5);

        assertThat(scores.mean()).isCloseTo(expected.mean(), within(1e-5));
        assertThat(scores.correct()).isEqualTo(expected.correct());
        assertThat(scores.activationPenalty())
            .isCloseTo(expected.activationPenalty(), within(1e-5 * expected.activationPenalty()));
        assertThat(scores.temporalPenalty())
            .isCloseTo(expected.temporalPenalty(), within(1e-5 * expected.temporalPenalty()));
        for (Span span : MODEL.layout().spans()) {
          assertThat(distance(fast, reference, span)).as(span.path()).isLessThan(1e-5);
        }
      }
      assertThat(fast.state()).containsExactly(reference.state(), within(1e-5f));
      TokenBatch window = LanguageWindows.window(8, 7, MODEL.vocab(), 9);
      assertThat(fast.predict(window)).containsExactly(reference.predict(window), within(1e-4f));
      assertThat(fast.evaluate(window).lossSum())
          .isCloseTo(reference.evaluate(window).lossSum(), within(1e-3));
    }
  }

  @Test
  void theReferenceComputesInSinglePrecisionOnly() {
    assertThatThrownBy(() -> new LanguageEngineSpec(MODEL, "nd4j", Precision.BF16))
        .isInstanceOf(UnavailableEngineException.class)
        .hasMessageContaining("onednn");
  }

  /** Of the gradients, relative to the reference's norm. */
  private static double distance(LanguageEngine fast, LanguageEngine reference, Span span) {
    double squares = 0;
    double norm = 0;
    for (int i = span.offset(); i < span.end(); i++) {
      squares += Math.pow(fast.gradient().get(i) - reference.gradient().get(i), 2);
      norm += Math.pow(reference.gradient().get(i), 2);
    }
    return Math.sqrt(squares / norm);
  }

  private static LanguageEngine open(String name) {
    LanguageEngine engine = new LanguageEngineSpec(MODEL, name, Precision.FP32).open();
    engine.parameters().put(MODEL.initialParameters(MODEL.layout(), new Seed(1)));
    return engine;
  }
}
