package dev.kindling.train.engine.onednn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.engine.TokenScores;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import dev.kindling.train.text.Dropouts;
import dev.kindling.train.text.SlowAwdLstm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneDnnLanguageEngineTest {
  private static final int VOCAB = 37;
  private static final AwdLstm THREE_LAYERS =
      AwdLstm.of(VOCAB, 5, 7, 3).dropouts(new Dropouts(0.3, 0.25, 0.2, 0.15, 0.4)).penalties(2, 1);
  private static final AwdLstm ONE_LAYER =
      AwdLstm.of(VOCAB, 5, 7, 1).dropouts(new Dropouts(0.3, 0.25, 0.2, 0.15, 0.4));
  private static final double CLOSE = 1e-4;

  @Test
  void gradientIsThatOfTheReferenceWithAllDropouts() {
    compareGradient(THREE_LAYERS, Windows.of(3, 4, VOCAB, 1), 1);
  }

  @Test
  void gradientIsThatOfTheReferenceForOneLayer() {
    compareGradient(ONE_LAYER, Windows.of(2, 3, VOCAB, 2), 1);
  }

  @Test
  void gradientIsThatOfTheReferenceForOneRow() {
    compareGradient(THREE_LAYERS, Windows.of(1, 4, VOCAB, 3), 1);
  }

  @Test
  void gradientIsThatOfTheReferenceForOneStep() {
    compareGradient(THREE_LAYERS, Windows.of(3, 1, VOCAB, 4), 1);
  }

  @Test
  void gradientIsThatOfTheReferenceWithoutDropoutsAndPenalties() {
    compareGradient(
        THREE_LAYERS.dropouts(Dropouts.NONE).penalties(0, 0), Windows.of(2, 4, VOCAB, 5), 1);
  }

  @Test
  void scalesTheGradient() {
    compareGradient(THREE_LAYERS, Windows.of(3, 4, VOCAB, 6), 0.125);
  }

  @Test
  void gradientIsThatOfTheReferenceOverManyBlocksOfTokens() {
    AwdLstm wide = AwdLstm.of(501, 3, 4, 2).dropouts(new Dropouts(0.3, 0.25, 0.2, 0.15, 0.4));
    TokenBatch window = Windows.of(33, 19, 501, 7);
    float[] parameters = Windows.numbers(wide.layout().size(), 0.6, 8);
    DropoutMasks masks = new DropoutMasks(wide.dropouts(), new Seed(9));
    SlowAwdLstm reference = SlowAwdLstm.of(wide, parameters);
    try (OneDnnLanguageEngine engine = engine(wide, parameters)) {
      engine.forward(window, new Seed(9));
      engine.backward(1);
      float[] gradient = gradient(engine);
      double[] base = new double[parameters.length];
      Arrays.setAll(base, i -> parameters[i]);
      for (int direction = 0; direction < 3; direction++) {
        float[] along = Windows.numbers(parameters.length, 1, 10 + direction);
        double expected = derivative(wide, base, along, window, masks);
        double actual = 0;
        for (int i = 0; i < along.length; i++) {
          actual += along[i] * (double) gradient[i];
        }
        assertThat(actual).isCloseTo(expected, within(CLOSE * length(gradient)));
      }
      assertThat(reference.run(window, Optional.of(masks), new double[0]).lossSum()).isPositive();
    }
  }

  private static double derivative(
      AwdLstm model, double[] base, float[] along, TokenBatch window, DropoutMasks masks) {
    double step = 1e-5;
    double[] values = new double[2];
    for (int side = 0; side < 2; side++) {
      double[] moved = base.clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] += (side == 0 ? step : -step) * along[i];
      }
      values[side] =
          new SlowAwdLstm(model, moved)
              .run(window, Optional.of(masks), new double[0])
              .objective(window.count());
    }
    return (values[0] - values[1]) / (2 * step);
  }

  @Test
  void carriesTheStateThroughWindowsOfAnyLength() {
    float[] parameters = Windows.numbers(THREE_LAYERS.layout().size(), 0.7, 20);
    SlowAwdLstm reference = SlowAwdLstm.of(THREE_LAYERS, parameters);
    try (OneDnnLanguageEngine engine = engine(THREE_LAYERS, parameters)) {
      double[] state = new double[0];
      List<TokenBatch> windows =
          List.of(
              Windows.of(3, 4, VOCAB, 21),
              Windows.of(3, 6, VOCAB, 22),
              Windows.of(3, 2, VOCAB, 23),
              Windows.of(3, 4, VOCAB, 24));
      for (int i = 0; i < windows.size(); i++) {
        DropoutMasks masks = new DropoutMasks(THREE_LAYERS.dropouts(), new Seed(i));
        SlowAwdLstm.Pass expected = reference.run(windows.get(i), Optional.of(masks), state);
        double[] slopes = reference.slopes(windows.get(i), masks, state);

        TokenScores scores = engine.forward(windows.get(i), new Seed(i));
        engine.backward(1);

        compare(scores, expected);
        compare(engine.state(), expected.state());
        compare(gradient(engine), slopes);
        state = expected.state();
      }
    }
  }

  @Test
  void evaluatesWithoutDropoutsAndCarriesTheState() {
    float[] parameters = Windows.numbers(THREE_LAYERS.layout().size(), 0.7, 30);
    SlowAwdLstm reference = SlowAwdLstm.of(THREE_LAYERS, parameters);
    try (OneDnnLanguageEngine engine = engine(THREE_LAYERS, parameters)) {
      double[] state = new double[0];
      for (int i = 0; i < 3; i++) {
        TokenBatch window = Windows.of(2, 5 - i, VOCAB, 31 + i);
        SlowAwdLstm.Pass expected = reference.run(window, Optional.empty(), state);

        TokenScores scores = engine.evaluate(window);

        assertThat(scores.lossSum()).isCloseTo(expected.lossSum(), within(1e-4));
        assertThat(scores.correct()).isEqualTo(expected.correct());
        assertThat(scores.activationPenalty()).isZero();
        compare(engine.state(), expected.state());
        state = expected.state();
      }
    }
  }

  @Test
  void predictsTheTokenAfterTheLastStep() {
    float[] parameters = Windows.numbers(THREE_LAYERS.layout().size(), 0.7, 40);
    SlowAwdLstm reference = SlowAwdLstm.of(THREE_LAYERS, parameters);
    try (OneDnnLanguageEngine engine = engine(THREE_LAYERS, parameters)) {
      TokenBatch window = Windows.of(2, 3, VOCAB, 41);
      double[] all = reference.run(window, Optional.empty(), new double[0]).logits();
      double[] expected = new double[2 * VOCAB];
      for (int row = 0; row < 2; row++) {
        System.arraycopy(all, (row * 3 + 2) * VOCAB, expected, row * VOCAB, VOCAB);
      }

      assertThat(engine.predict(window)).hasSize(2 * VOCAB);
      engine.state(new float[0]);
      compare(engine.predict(window), expected);
    }
  }

  @Test
  void startsAnewWhereTheNumberOfRowsChanges() {
    float[] parameters = Windows.numbers(THREE_LAYERS.layout().size(), 0.7, 50);
    TokenBatch two = Windows.of(2, 3, VOCAB, 51);
    try (OneDnnLanguageEngine engine = engine(THREE_LAYERS, parameters)) {
      TokenScores fresh = engine.evaluate(two);
      assertThat(engine.evaluate(two)).isNotEqualTo(fresh);
      engine.evaluate(Windows.of(4, 3, VOCAB, 52));

      assertThat(engine.evaluate(two)).isEqualTo(fresh);
    }
  }

  @Test
  void goesOnFromAStateThatWasTaken() {
    float[] parameters = Windows.numbers(THREE_LAYERS.layout().size(), 0.7, 60);
    TokenBatch window = Windows.of(2, 3, VOCAB, 61);
    try (OneDnnLanguageEngine engine = engine(THREE_LAYERS, parameters);
        OneDnnLanguageEngine other = engine(THREE_LAYERS, parameters)) {
      engine.evaluate(window);
      other.state(engine.state());

      assertThat(other.state()).isEqualTo(engine.state()).hasSize(THREE_LAYERS.stateSize(2));
      assertThat(other.evaluate(window)).isEqualTo(engine.evaluate(window));
      assertThatThrownBy(() -> other.state(new float[THREE_LAYERS.stateSize(1) + 1]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(Integer.toString(THREE_LAYERS.stateSize(1)));
    }
  }

  @Test
  void lossFallsAlongTheGradient() {
    AwdLstm model = AwdLstm.of(211, 24, 40, 2).dropouts(Dropouts.LANGUAGE_MODEL);
    float[] parameters = model.initialParameters(model.layout(), new Seed(70));
    TokenBatch window = Windows.of(8, 12, 211, 71);
    try (OneDnnLanguageEngine engine = engine(model, parameters)) {
      double before = objective(engine.forward(window, new Seed(72)));
      engine.backward(1);
      float[] gradient = gradient(engine);
      double squares = Math.pow(length(gradient), 2);
      double rate = 0.02 / Math.sqrt(squares);
      for (int i = 0; i < gradient.length; i++) {
        engine.parameters().put(i, (float) (parameters[i] - rate * gradient[i]));
      }
      engine.state(new float[0]);

      double after = objective(engine.forward(window, new Seed(72)));

      assertThat(before - after).isCloseTo(rate * squares, within(0.03 * rate * squares));
    }
  }

  @Test
  void givesTheSameBitsAgain() {
    float[] parameters = Windows.numbers(THREE_LAYERS.layout().size(), 0.7, 80);
    TokenBatch window = Windows.of(3, 4, VOCAB, 81);
    try (OneDnnLanguageEngine engine = engine(THREE_LAYERS, parameters)) {
      TokenScores first = engine.forward(window, new Seed(82));
      engine.backward(1);
      float[] gradient = gradient(engine);
      engine.evaluate(Windows.of(3, 7, VOCAB, 83));
      engine.state(new float[0]);

      assertThat(engine.forward(window, new Seed(82))).isEqualTo(first);
      engine.backward(1);
      assertThat(gradient(engine)).isEqualTo(gradient);
    }
  }

  @Test
  void refusesTokensOutsideTheVocabulary() {
    try (OneDnnLanguageEngine engine = OneDnnLanguageEngine.of(ONE_LAYER, Precision.FP32)) {
      TokenBatch window = TokenBatch.window(new int[] {VOCAB}, new int[] {0}, List.of("a"));

      assertThatThrownBy(() -> engine.evaluate(window))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("[0, 37)")
          .hasMessageContaining("37");
    }
  }

  @Test
  void refusesBackwardWithoutForward() {
    try (OneDnnLanguageEngine engine = OneDnnLanguageEngine.of(ONE_LAYER, Precision.FP32)) {
      assertThatThrownBy(() -> engine.backward(1)).isInstanceOf(IllegalStateException.class);
      engine.forward(Windows.of(2, 2, VOCAB, 90), new Seed(1));
      engine.evaluate(Windows.of(2, 2, VOCAB, 90));
      assertThatThrownBy(() -> engine.backward(1)).isInstanceOf(IllegalStateException.class);
    }
  }

  private static void compareGradient(AwdLstm model, TokenBatch window, double scale) {
    float[] parameters = Windows.numbers(model.layout().size(), 0.7, 100);
    SlowAwdLstm reference = SlowAwdLstm.of(model, parameters);
    DropoutMasks masks = new DropoutMasks(model.dropouts(), new Seed(101));
    float[] state = Windows.numbers(model.stateSize(window.rows()), 0.5, 102);
    double[] exact = new double[state.length];
    Arrays.setAll(exact, i -> state[i]);
    double[] slopes = reference.slopes(window, masks, exact);
    try (OneDnnLanguageEngine engine = engine(model, parameters)) {
      engine.state(state);

      TokenScores scores = engine.forward(window, new Seed(101));
      engine.backward(scale);

      compare(scores, reference.run(window, Optional.of(masks), exact));
      compare(gradient(engine), Arrays.stream(slopes).map(slope -> scale * slope).toArray());
    }
  }

  private static void compare(TokenScores scores, SlowAwdLstm.Pass expected) {
    assertThat(scores.lossSum()).isCloseTo(expected.lossSum(), within(1e-5 * expected.lossSum()));
    assertThat(scores.correct()).isEqualTo(expected.correct());
    assertThat(scores.activationPenalty()).isCloseTo(expected.activationPenalty(), within(1e-6));
    assertThat(scores.temporalPenalty()).isCloseTo(expected.temporalPenalty(), within(1e-6));
  }

  /** Within a share of the length of all, and each within that share of the largest. */
  private static void compare(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i])
          .as("element %d", i)
          .isCloseTo(expected[i], within(CLOSE * largest));
    }
  }

  private static OneDnnLanguageEngine engine(AwdLstm model, float[] parameters) {
    OneDnnLanguageEngine engine = OneDnnLanguageEngine.of(model, Precision.FP32);
    engine.parameters().put(0, parameters);
    return engine;
  }

  private static float[] gradient(OneDnnLanguageEngine engine) {
    float[] gradient = new float[engine.layout().size()];
    engine.gradient().get(0, gradient);
    return gradient;
  }

  private static double length(float[] values) {
    double squares = 0;
    for (float value : values) {
      squares += value * (double) value;
    }
    return Math.sqrt(squares);
  }

  private static double objective(TokenScores scores) {
    return scores.mean() + scores.activationPenalty() + scores.temporalPenalty();
  }
}
