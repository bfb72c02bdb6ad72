package dev.kindling.train.engine.onednn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.engine.TokenScores;
import dev.kindling.train.engine.onednn.OneDnnEngine;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.Dropouts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Bf16LanguageEngineTest {
  private static final int VOCAB = 611;
  private static final AwdLstm MODEL =
      AwdLstm.of(VOCAB, 48, 96, 3).dropouts(Dropouts.LANGUAGE_MODEL);

  @BeforeEach
  void needsAProcessorThatMultipliesBf16() {
    assumeTrue(OneDnnEngine.multipliesBf16(), "this processor does not multiply bf16");
  }

  @Test
  void lossAndGradientAreThoseOfFp32WithinTheirStatedBounds() {
    float[] parameters = Windows.numbers(MODEL.layout().size(), 0.15, 1);
    List<TokenBatch> windows =
        List.of(
            Windows.of(5, 17, VOCAB, 2), Windows.of(5, 17, VOCAB, 3), Windows.of(5, 9, VOCAB, 4));
    try (OneDnnLanguageEngine exact = engine(Precision.FP32, parameters);
        OneDnnLanguageEngine fast = engine(Precision.BF16, parameters)) {
      for (TokenBatch window : windows) {
        TokenScores expected = exact.forward(window, new Seed(5));
        exact.backward(1);
        TokenScores scores = fast.forward(window, new Seed(5));
        fast.backward(1);

        assertThat(scores.mean()).isCloseTo(expected.mean(), within(1e-3 * expected.mean()));
        assertThat(scores.activationPenalty())
            .isCloseTo(expected.activationPenalty(), within(0.02 * expected.activationPenalty()));
        for (Span span : MODEL.layout().spans()) {
          assertThat(distance(span, exact, fast)).as(span.path()).isLessThan(0.02);
        }
      }
    }
  }

  @Test
  void predictsWhatFp32Predicts() {
    float[] parameters = Windows.numbers(MODEL.layout().size(), 0.15, 10);
    TokenBatch window = Windows.of(4, 12, VOCAB, 11);
    try (OneDnnLanguageEngine exact = engine(Precision.FP32, parameters);
        OneDnnLanguageEngine fast = engine(Precision.BF16, parameters)) {
      float[] expected = exact.predict(window);
      float[] logits = fast.predict(window);

      List<Double> differences = new ArrayList<>();
      for (int i = 0; i < logits.length; i++) {
        differences.add((double) Math.abs(logits[i] - expected[i]));
      }
      assertThat(differences).allMatch(difference -> difference < 0.01);
    }
  }

  private static OneDnnLanguageEngine engine(Precision precision, float[] parameters) {
    OneDnnLanguageEngine engine = OneDnnLanguageEngine.of(MODEL, precision);
    engine.parameters().put(0, parameters);
    return engine;
  }

  /** The length of the difference as a share of the length of the exact gradient. */
  private static double distance(
      Span span, OneDnnLanguageEngine exact, OneDnnLanguageEngine other) {
    double squares = 0;
    double difference = 0;
    for (int i = span.offset(); i < span.end(); i++) {
      double slope = exact.gradient().get(i);
      squares += slope * slope;
      difference += Math.pow(slope - other.gradient().get(i), 2);
    }
    return Math.sqrt(difference / squares);
  }
}
