package dev.kindling.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import dev.kindling.train.text.Dropouts;
import dev.kindling.train.text.SlowAwdLstm;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class Nd4jLanguageEngineTest {
  private static final AwdLstm MODEL =
      AwdLstm.of(13, 5, 7, 2).dropouts(new Dropouts(0.3, 0.25, 0.2, 0.15, 0.4)).penalties(2, 1);
  private static final Seed DRAWS = new Seed(5);

  @Test
  void agreesWithTheFormulasInSinglePrecision() {
    TokenBatch window = LanguageWindows.window(4, 6, MODEL.vocab(), 1);
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      SlowAwdLstm slow = SlowAwdLstm.of(MODEL, values(engine.parameters()));
      DropoutMasks masks = new DropoutMasks(MODEL.dropouts(), DRAWS);

      TokenScores scores = engine.forward(window, DRAWS);
      engine.backward(1);

      SlowAwdLstm.Pass expected = slow.run(window, Optional.of(masks), new double[0]);
      assertThat(scores.mean()).isCloseTo(expected.lossSum() / 24, within(1e-6));
      assertThat(scores.count()).isEqualTo(24);
      assertThat(scores.correct()).isEqualTo(expected.correct());
      assertThat(scores.activationPenalty()).isCloseTo(expected.activationPenalty(), within(1e-6));
      assertThat(scores.temporalPenalty()).isCloseTo(expected.temporalPenalty(), within(1e-6));
      double[] slopes = slow.slopes(window, masks, new double[0]);
      float[] gradient = values(engine.gradient());
      for (int i = 0; i < slopes.length; i++) {
        assertThat((double) gradient[i]).as("parameter %d", i).isCloseTo(slopes[i], within(1e-6));
      }
    }
  }

  @Test
  void lossFallsAlongTheGradientByRateTimesItsSquare() {
    AwdLstm model = AwdLstm.of(200, 16, 24, 3).penalties(2, 1);
    TokenBatch window = LanguageWindows.window(4, 12, 200, 1);
    try (Nd4jLanguageEngine engine = engine(model)) {
      double before = objective(engine.forward(window, DRAWS));
      engine.backward(1);
      float[] gradient = values(engine.gradient());
      double rate = 1e-3;
      double squares = 0;
      for (int i = 0; i < gradient.length; i++) {
        squares += (double) gradient[i] * gradient[i];
        engine.parameters().put(i, (float) (engine.parameters().get(i) - rate * gradient[i]));
      }
      engine.state(new float[0]);

      double fall = before - objective(engine.forward(window, DRAWS));

      assertThat(fall / (rate * squares)).isBetween(0.95, 1.05);
    }
  }

  @Test
  void takesThreeWindowsAsOneLongOne() {
    TokenBatch whole = LanguageWindows.window(2, 15, MODEL.vocab(), 1);
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      TokenScores together = engine.evaluate(whole);
      float[] end = engine.state();
      engine.state(new float[0]);

      double lossSum = 0;
      for (int from = 0; from < 15; from += 5) {
        lossSum += engine.evaluate(LanguageWindows.steps(whole, from, from + 5)).lossSum();
      }

      assertThat(lossSum).isCloseTo(together.lossSum(), within(1e-4));
      assertThat(engine.state()).containsExactly(end, within(1e-6f));
    }
  }

  @Test
  void goesOnFromAStateThatWasReadOut() {
    TokenBatch whole = LanguageWindows.window(3, 10, MODEL.vocab(), 1);
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      engine.evaluate(LanguageWindows.steps(whole, 0, 4));
      float[] state = engine.state();
      double expected = engine.evaluate(LanguageWindows.steps(whole, 4, 10)).lossSum();
      engine.evaluate(whole);

      engine.state(state);

      assertThat(state).hasSize(MODEL.stateSize(3));
      assertThat(engine.state()).isEqualTo(state);
      assertThat(engine.evaluate(LanguageWindows.steps(whole, 4, 10)).lossSum())
          .isEqualTo(expected);
    }
  }

  @Test
  void keepsTheForwardsStateThroughTheBackward() {
    TokenBatch window = LanguageWindows.window(3, 4, MODEL.vocab(), 1);
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      engine.forward(window, DRAWS);
      engine.backward(1);
      float[] first = engine.state();
      engine.forward(window, DRAWS);
      float[] second = engine.state();
      engine.backward(1);

      assertThat(second).isNotEqualTo(first);
      assertThat(engine.state()).isEqualTo(second);
    }
  }

  @Test
  void startsAnewWhereTheNumberOfRowsChanges() {
    TokenBatch two = LanguageWindows.window(2, 5, MODEL.vocab(), 1);
    TokenBatch three = LanguageWindows.window(3, 5, MODEL.vocab(), 2);
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      double fresh = engine.evaluate(three).lossSum();
      engine.evaluate(two);

      assertThat(engine.evaluate(three).lossSum()).isEqualTo(fresh);
      assertThat(engine.state()).hasSize(MODEL.stateSize(3));
    }
  }

  @Test
  void refusesTheStateOfAnotherModel() {
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      // h and c of 7 and of 5 features.
      assertThatThrownBy(() -> engine.state(new float[25]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("24")
          .hasMessageContaining("25");
    }
  }

  @Test
  void predictsTheLogitsOfTheLastStep() {
    TokenBatch window = LanguageWindows.window(3, 4, MODEL.vocab(), 1);
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      double[] all =
          SlowAwdLstm.of(MODEL, values(engine.parameters()))
              .run(window, Optional.empty(), new double[0])
              .logits();

      float[] logits = engine.predict(window);

      int vocab = MODEL.vocab();
      assertThat(logits).hasSize(3 * vocab);
      for (int i = 0; i < logits.length; i++) {
        int step = i / vocab * 4 + 3;
        assertThat((double) logits[i]).isCloseTo(all[step * vocab + i % vocab], within(1e-5));
      }
      assertThat(engine.state()).hasSize(MODEL.stateSize(3));
    }
  }

  @Test
  void drawsAnewWhereNoBackwardCameBetween() {
    TokenBatch window = LanguageWindows.window(2, 3, MODEL.vocab(), 1);
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      double first = engine.forward(window, new Seed(1)).lossSum();
      engine.state(new float[0]);
      double second = engine.forward(window, new Seed(2)).lossSum();
      engine.state(new float[0]);

      assertThat(second).isNotEqualTo(first);
      assertThat(engine.forward(window, new Seed(1)).lossSum()).isEqualTo(first);
    }
  }

  @Test
  void refusesToGoBackwardWithoutGoingForward() {
    TokenBatch window = LanguageWindows.window(2, 3, MODEL.vocab(), 1);
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      engine.forward(window, DRAWS);
      engine.evaluate(window);

      assertThatThrownBy(() -> engine.backward(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("forward()");
    }
  }

  @Test
  void refusesTokensAndTargetsOutsideTheVocabulary() {
    TokenBatch target = TokenBatch.window(new int[] {1, 2}, new int[] {3, 13}, List.of("a"));
    TokenBatch token = TokenBatch.window(new int[] {13, 2}, new int[] {3, 3}, List.of("a"));
    TokenBatch document =
        TokenBatch.documents(new int[] {1, 2}, new int[] {2}, new int[] {0}, List.of("a"));
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      assertThatThrownBy(() -> engine.forward(target, DRAWS))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("row 0, step 1")
          .hasMessageContaining("13");
      assertThatThrownBy(() -> engine.predict(token))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("row 0, step 0");
      assertThatThrownBy(() -> engine.evaluate(document))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("classifiers");
    }
  }

  @Test
  void isRightOverALargeVocabulary() {
    AwdLstm model = AwdLstm.of(30_000, 8, 12, 2).dropouts(Dropouts.NONE).penalties(0, 0);
    TokenBatch window = LanguageWindows.window(2, 5, 30_000, 1);
    try (Nd4jLanguageEngine engine = engine(model)) {
      SlowAwdLstm slow = SlowAwdLstm.of(model, values(engine.parameters()));

      assertThat(engine.forward(window, DRAWS).lossSum())
          .isCloseTo(slow.run(window, Optional.empty(), new double[0]).lossSum(), within(1e-3));
      engine.backward(1);

      float[] gradient = values(engine.gradient());
      double bias = 0;
      for (int i = gradient.length - 30_000; i < gradient.length; i++) {
        bias += gradient[i];
      }
      // Probabilities less targets sum to nothing.
      assertThat(bias).isCloseTo(0, within(1e-5));
    }
  }

  @Test
  void givesTheSameBitsAgain() {
    TokenBatch window = LanguageWindows.window(4, 6, MODEL.vocab(), 1);
    try (Nd4jLanguageEngine one = engine(MODEL);
        Nd4jLanguageEngine other = engine(MODEL)) {
      for (Nd4jLanguageEngine engine : List.of(one, other)) {
        for (int step = 0; step < 3; step++) {
          engine.forward(window, new Seed(step));
          engine.backward(1);
        }
      }

      assertThat(values(one.gradient())).isEqualTo(values(other.gradient()));
      assertThat(one.state()).isEqualTo(other.state());
    }
  }

  @Test
  void runsInTwoThreadsAtOnceAsInOne() throws Exception {
    Callable<float[]> steps = Nd4jLanguageEngineTest::gradientAfterSteps;
    float[] alone = steps.call();
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      List<Future<float[]>> both = pool.invokeAll(List.of(steps, steps));

      assertThat(both.get(0).get()).isEqualTo(alone);
      assertThat(both.get(1).get()).isEqualTo(alone);
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void goesFromThreadToThread() throws Exception {
    float[] expected = gradientAfterSteps();
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      for (int step = 0; step < 5; step++) {
        TokenBatch window = LanguageWindows.window(4, 6, MODEL.vocab(), step);
        Seed draws = new Seed(step);
        Thread thread =
            new Thread(
                () -> {
                  engine.forward(window, draws);
                  engine.backward(1);
                });
        thread.start();
        thread.join();
      }

      assertThat(values(engine.gradient())).isEqualTo(expected);
    }
  }

  private static float[] gradientAfterSteps() {
    try (Nd4jLanguageEngine engine = engine(MODEL)) {
      for (int step = 0; step < 5; step++) {
        engine.forward(LanguageWindows.window(4, 6, MODEL.vocab(), step), new Seed(step));
        engine.backward(1);
      }
      return values(engine.gradient());
    }
  }

  private static double objective(TokenScores scores) {
    return scores.mean() + scores.activationPenalty() + scores.temporalPenalty();
  }

  private static Nd4jLanguageEngine engine(AwdLstm model) {
    Nd4jLanguageEngine engine = Nd4jLanguageEngine.of(model);
    engine.parameters().put(LanguageWindows.parameters(model, 0.5, 7));
    return engine;
  }

  private static float[] values(FloatBuffer buffer) {
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
