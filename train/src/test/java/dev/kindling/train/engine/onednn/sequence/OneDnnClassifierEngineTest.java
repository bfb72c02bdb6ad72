package dev.kindling.train.engine.onednn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.Dropouts;
import dev.kindling.train.text.TextClassifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneDnnClassifierEngineTest {
  private static final int VOCAB = 23;
  private static final TextClassifier MODEL =
      new TextClassifier(
          AwdLstm.of(VOCAB, 4, 6, 2).dropouts(new Dropouts(0.3, 0.25, 0.2, 0.15, 0.4)), 3, 7, 5);
  private static final TokenBatch TEXTS = texts(4, 12, new int[] {12, 3, 1, 8}, 1);

  @Test
  void logitsAndGradientAreThoseOfTheReference() {
    float[] parameters = parameters();
    SlowTextClassifier reference = new SlowTextClassifier(MODEL, parameters);
    Seed seed = new Seed(5);
    float[] weights = Windows.numbers(12, 1, 6);
    double[] expected =
        reference.logits(TEXTS, Optional.of(seed), reference.starts(TEXTS, Optional.of(seed)));
    double[] slopes = reference.slopes(TEXTS, seed, weights);
    try (OneDnnClassifierEngine engine = engine(parameters)) {
      float[] logits = engine.forward(TEXTS, seed);
      engine.backward(weights);

      compare(logits, expected);
      double largest = Arrays.stream(slopes).map(Math::abs).max().orElseThrow();
      for (Span span : MODEL.layout().spans()) {
        for (int i = span.offset(); span.kind().learned() && i < span.end(); i++) {
          assertThat((double) engine.gradient().get(i))
              .as("%s, %d", span.path(), i)
              .isCloseTo(slopes[i], within(1e-4 * largest));
        }
      }
    }
  }

  @Test
  void predictsWhatTheReferencePredicts() {
    float[] parameters = parameters();
    SlowTextClassifier reference = new SlowTextClassifier(MODEL, parameters);
    try (OneDnnClassifierEngine engine = engine(parameters)) {
      compare(
          engine.predict(TEXTS),
          reference.logits(TEXTS, Optional.empty(), reference.starts(TEXTS, Optional.empty())));
    }
  }

  @Test
  void aPaddedBatchPredictsWhatSingleTextsPredict() {
    try (OneDnnClassifierEngine engine = engine(parameters())) {
      float[] together = engine.predict(TEXTS);
      for (int row = 0; row < TEXTS.rows(); row++) {
        int length = TEXTS.lengths()[row];
        int from = row * TEXTS.steps();
        TokenBatch single =
            TokenBatch.documents(
                Arrays.copyOfRange(TEXTS.tokens(), from, from + length),
                new int[] {length},
                new int[] {0},
                List.of(TEXTS.keys().get(row)));

        assertThat(engine.predict(single))
            .containsExactly(Arrays.copyOfRange(together, 3 * row, 3 * row + 3), within(1e-5f));
      }
    }
  }

  @Test
  void whatStandsInThePaddingNeverMatters() {
    int[] tokens = TEXTS.tokens().clone();
    for (int i = 0; i < tokens.length; i++) {
      if (i % TEXTS.steps() >= TEXTS.lengths()[i / TEXTS.steps()]) {
        tokens[i] = (tokens[i] + 7) % VOCAB;
      }
    }
    TokenBatch other = TokenBatch.documents(tokens, TEXTS.lengths(), TEXTS.targets(), TEXTS.keys());
    float[] weights = Windows.numbers(12, 1, 6);
    try (OneDnnClassifierEngine engine = engine(parameters())) {
      float[] logits = engine.forward(TEXTS, new Seed(5));
      engine.backward(weights);
      float[] gradient = new float[MODEL.layout().size()];
      engine.gradient().get(0, gradient);

      assertThat(engine.forward(other, new Seed(5))).isEqualTo(logits);
      engine.backward(weights);
      float[] again = new float[gradient.length];
      engine.gradient().get(0, again);
      assertThat(again).isEqualTo(gradient);
    }
  }

  @Test
  void runningStatisticsMoveATenthOfTheWay() {
    float[] parameters = parameters();
    try (OneDnnClassifierEngine engine = engine(parameters)) {
      engine.forward(TEXTS, new Seed(5));
      engine.backward(new float[12]);
      Span mean = span(TextClassifier.POOLED_NORM, "mean");
      Span variance = span(TextClassifier.POOLED_NORM, "var");

      for (int i = 0; i < mean.length(); i++) {
        float old = parameters[mean.offset() + i];
        double batch = old - 10 * engine.gradient().get(mean.offset() + i);
        assertThat(batch).isBetween(-1.0, 1.0);
        double spread =
            parameters[variance.offset() + i] - 10 * engine.gradient().get(variance.offset() + i);
        assertThat(spread).isBetween(-1e-5, 1.0);
      }
    }
  }

  @Test
  void bf16IsNear() {
    float[] parameters = parameters();
    try (OneDnnClassifierEngine exact = engine(parameters);
        OneDnnClassifierEngine fast = OneDnnClassifierEngine.of(MODEL, Precision.BF16)) {
      fast.parameters().put(0, parameters);

      assertThat(fast.predict(TEXTS)).containsExactly(exact.predict(TEXTS), within(0.05f));
    } catch (dev.kindling.train.engine.UnavailableEngineException notHere) {
      assertThat(notHere).hasMessageContaining("bf16");
    }
  }

  @Test
  void headHasTheParametersOfTheLesson() {
    TextClassifier classifier = TextClassifier.of(AwdLstm.of(60_003, 300, 300, 2), 2);
    int encoder =
        classifier.layout().spans().stream()
            .filter(span -> span.layer().equals(TextClassifier.POOLED_NORM))
            .mapToInt(Span::offset)
            .min()
            .orElseThrow();

    assertThat(classifier.layout().learnedSize() - encoder).isEqualTo(47_052);
    assertThat(TextClassifier.of(classifier.arguments())).isEqualTo(classifier);
    assertThat(classifier.groups().partition(classifier.layout()))
        .startsWith(0, 1, 1, 1, 2, 2, 2, 3, 3, -1, -1, 3);
  }

  @Test
  void refusesBackwardWithoutForward() {
    try (OneDnnClassifierEngine engine = engine(parameters())) {
      assertThatThrownBy(() -> engine.backward(new float[12]))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  private static OneDnnClassifierEngine engine(float[] parameters) {
    OneDnnClassifierEngine engine = OneDnnClassifierEngine.of(MODEL, Precision.FP32);
    engine.parameters().put(0, parameters);
    return engine;
  }

  private static float[] parameters() {
    float[] parameters = Windows.numbers(MODEL.layout().size(), 0.7, 3);
    for (Span span : MODEL.layout().spans()) {
      if (span.name().equals("var") || span.name().equals("gamma")) {
        for (int i = span.offset(); i < span.end(); i++) {
          parameters[i] = Math.abs(parameters[i]) + 0.3f;
        }
      }
    }
    return parameters;
  }

  private static TokenBatch texts(int rows, int steps, int[] lengths, long seed) {
    int[] tokens = new Seed(seed).random("texts", 0).ints((long) rows * steps, 0, VOCAB).toArray();
    List<String> keys = IntStream.range(0, rows).mapToObj(row -> "text" + row).toList();
    return TokenBatch.documents(tokens, lengths, new int[rows], keys);
  }

  private static Span span(String layer, String name) {
    return MODEL.layout().spans().stream()
        .filter(span -> span.path().equals(layer + "/" + name))
        .findFirst()
        .orElseThrow();
  }

  private static void compare(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-4));
    }
  }
}
