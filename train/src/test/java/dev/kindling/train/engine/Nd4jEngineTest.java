package dev.kindling.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.XResNet;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;

class Nd4jEngineTest {
  private static final XResNet TINY = new XResNet(XResNet.Variant.XRESNET_TINY, 3, 4);
  private static final int SIZE = 24;
  private static final Loss LOSS = Loss.crossEntropy().smoothed(0.1);

  @Test
  void gradientAgreesWithFiniteDifferencesForEveryKindOfParameter() {
    try (Nd4jEngine engine = engine(TINY)) {
      openEveryScale(engine);
      PixelBatch batch = batch(8, 5);
      float[] gradient = gradient(engine, batch);
      DoubleLoss reference = new DoubleLoss(TINY, engine, batch, LOSS);
      RandomGenerator random = new Seed(9).random("directions", 0);
      for (Span span : engine.layout().spans()) {
        if (span.kind().learned()) {
          // The slope along a direction in one tensor is the sum of gradient times direction.
          float[] direction = signs(span.length(), random);
          double expected = reference.slope(span.offset(), direction);
          double slope = 0;
          for (int i = 0; i < span.length(); i++) {
            slope += gradient[span.offset() + i] * direction[i];
          }
          double scale = norm(gradient, span) + 1e-3;
          assertThat(slope).as(span.path()).isCloseTo(expected, within(1e-3 * scale));
        }
      }
    }
  }

  @Test
  void gradientOfSingleParametersAgreesWithFiniteDifferences() {
    try (Nd4jEngine engine = engine(TINY)) {
      openEveryScale(engine);
      PixelBatch batch = batch(4, 6);
      float[] gradient = gradient(engine, batch);
      DoubleLoss reference = new DoubleLoss(TINY, engine, batch, LOSS);
      RandomGenerator random = new Seed(10).random("samples", 0);
      for (Span span : engine.layout().spans()) {
        if (span.kind().learned()) {
          int index = span.offset() + random.nextInt(span.length());
          assertThat((double) gradient[index])
              .as("%s at %d", span.path(), index)
              .isCloseTo(
                  reference.slope(index, new float[] {1}),
                  within(1e-3 * norm(gradient, span) + 1e-6));
        }
      }
    }
  }

  @Test
  void lossFallsAlongTheGradientByRateTimesItsSquare() {
    try (Nd4jEngine engine = engine(TINY)) {
      openEveryScale(engine);
      PixelBatch batch = batch(8, 5);
      float[] gradient = gradient(engine, batch);
      double squares = 0;
      for (Span span : engine.layout().spans()) {
        if (span.kind().learned()) {
          squares += Math.pow(norm(gradient, span), 2);
        }
      }
      double rate = 1e-4;
      double before = loss(engine, batch);
      FloatBuffer parameters = engine.parameters();
      for (Span span : engine.layout().spans()) {
        for (int i = span.offset(); span.kind().learned() && i < span.end(); i++) {
          parameters.put(i, (float) (parameters.get(i) - rate * gradient[i]));
        }
      }

      assertThat((before - loss(engine, batch)) / (rate * squares)).isBetween(0.9, 1.1);
    }
  }

  @Test
  void movesRunningStatisticsByATenthTowardsTheBatch() {
    try (Nd4jEngine engine = engine(TINY)) {
      PixelBatch batch = batch(8, 5);
      float[] gradient = gradient(engine, batch);
      Span mean = span(engine, "stem0.norm/mean");
      Span variance = span(engine, "stem0.norm/var");
      double[] expected = stemStatistics(engine, batch);

      // Running mean starts at 0, so 0 - gradient = 0.1 * batch mean; variance starts at 1.
      assertThat(-gradient[mean.offset()]).isCloseTo((float) (0.1 * expected[0]), within(1e-5f));
      assertThat(1 - gradient[variance.offset()])
          .isCloseTo((float) (0.9 + 0.1 * expected[1]), within(1e-4f));
    }
  }

  /** Mean and variance of the first channel of the stem's first convolution, the slow way. */
  private static double[] stemStatistics(Nd4jEngine engine, PixelBatch batch) {
    Span weights = span(engine, "stem0.conv/W");
    int out = SIZE / 2;
    double sum = 0;
    double squares = 0;
    for (int n = 0; n < batch.count(); n++) {
      for (int y = 0; y < out; y++) {
        for (int x = 0; x < out; x++) {
          double value = 0;
          for (int c = 0; c < 3; c++) {
            for (int k = 0; k < 9; k++) {
              int row = 2 * y - 1 + k / 3;
              int column = 2 * x - 1 + k % 3;
              if (row >= 0 && row < SIZE && column >= 0 && column < SIZE) {
                value +=
                    engine.parameters().get(weights.offset() + c * 9 + k)
                        * batch.inputs()[((n * 3 + c) * SIZE + row) * SIZE + column];
              }
            }
          }
          sum += value;
          squares += value * value;
        }
      }
    }
    double count = (double) batch.count() * out * out;
    double mean = sum / count;
    return new double[] {mean, squares / count - mean * mean};
  }

  @Test
  void parametersAndGradientAreTheGraphsOwnMemory() {
    ComputationGraph graph = TINY.graph(SIZE, SIZE);
    try (Nd4jEngine engine = Nd4jEngine.of(graph, 4)) {
      Span gamma = span(engine, "stage1.block0.first.norm/gamma");
      engine.parameters().put(gamma.offset() + 3, 7.5f);

      assertThat(graph.paramTable().get("stage1.block0.first.norm_gamma").getFloat(3))
          .isEqualTo(7.5f);

      Span dense = span(engine, "logits/W");
      engine.parameters().put(dense.offset() + 2 * 128 + 5, 3.25f);

      assertThat(dense.shape()).containsExactly(4, 128);
      assertThat(graph.paramTable().get("logits_W").getFloat(5, 2)).isEqualTo(3.25f);
    }
  }

  @Test
  void predictsEachImageAloneAsInABatch() {
    try (Nd4jEngine engine = engine(TINY)) {
      PixelBatch two = batch(2, 5);
      float[] together = engine.predict(two);
      int image = 3 * SIZE * SIZE;
      float[] second = java.util.Arrays.copyOfRange(two.inputs(), image, 2 * image);
      float[] alone =
          engine.predict(
              PixelBatch.of(
                  second, new Shape(1, 3, SIZE, SIZE), Layout.NCHW, new int[] {1}, List.of("b")));

      for (int c = 0; c < 4; c++) {
        assertThat(alone[c]).isCloseTo(together[4 + c], within(1e-4f));
      }
    }
  }

  @Test
  void givesTheSameBitsAgainAndInTwoThreadsAtOnce() throws Exception {
    Callable<float[]> steps = () -> parametersAfterSteps(5);
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

  private static float[] parametersAfterSteps(int steps) {
    try (Nd4jEngine engine = engine(TINY)) {
      FloatBuffer parameters = engine.parameters();
      for (int step = 0; step < steps; step++) {
        float[] gradient = gradient(engine, batch(16, step));
        for (int i = 0; i < gradient.length; i++) {
          parameters.put(i, parameters.get(i) - 0.01f * gradient[i]);
        }
      }
      float[] result = new float[engine.layout().size()];
      parameters.get(result);
      return result;
    }
  }

  @Test
  void takesAShortBatchAfterAFullOne() {
    try (Nd4jEngine engine = engine(TINY)) {
      assertThat(engine.forward(batch(8, 1))).hasSize(32);
      assertThat(engine.forward(batch(1, 1))).hasSize(4).doesNotContain(Float.NaN);
    }
  }

  @Test
  void refusesToGoBackwardWithoutGoingForward() {
    try (Nd4jEngine engine = engine(TINY)) {
      assertThatThrownBy(() -> engine.backward(new float[4]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("forward()");
    }
  }

  @Test
  void runsWithOneDnnKernels() {
    OneDnnHelpers.allow();
    ComputationGraph graph = TINY.graph(SIZE, SIZE);

    assertThat(graph.getLayer("stem0.conv").getHelper()).isNotNull();
    assertThat(graph.getLayer("stem0.norm").getHelper()).isNotNull();
  }

  @Test
  void refusesAnEngineThatIsNotKnown() {
    assertThatThrownBy(() -> EngineChoice.named("torch"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nd4j")
        .hasMessageContaining("torch");
  }

  private static Nd4jEngine engine(XResNet model) {
    Nd4jEngine engine = Nd4jEngine.of(model, SIZE);
    engine.parameters().put(model.initialParameters(engine.layout(), new Seed(7)));
    return engine;
  }

  /** Scales of zero would hide the gradients of whole blocks. */
  private static void openEveryScale(Engine engine) {
    for (Span span : engine.layout().spans()) {
      for (int i = span.offset(); span.kind() == Kind.SCALE && i < span.end(); i++) {
        engine.parameters().put(i, 0.8f);
      }
    }
  }

  private static PixelBatch batch(int count, int seed) {
    RandomGenerator random = new Seed(seed).random("batch", 0);
    float[] inputs = new float[count * 3 * SIZE * SIZE];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) (random.nextDouble() * 4 - 2);
    }
    int[] targets = random.ints(count, 0, 4).toArray();
    return PixelBatch.of(
        inputs,
        new Shape(count, 3, SIZE, SIZE),
        Layout.NCHW,
        targets,
        Collections.nCopies(count, "key"));
  }

  private static float[] gradient(Engine engine, PixelBatch batch) {
    engine.backward(LOSS.of(engine.forward(batch), batch.targets()).gradient());
    float[] gradient = new float[engine.layout().size()];
    engine.gradient().get(gradient);
    return gradient;
  }

  private static double loss(Engine engine, PixelBatch batch) {
    return LOSS.of(engine.forward(batch), batch.targets()).mean();
  }

  private static float[] signs(int length, RandomGenerator random) {
    float[] signs = new float[length];
    for (int i = 0; i < length; i++) {
      signs[i] = random.nextBoolean() ? 1 : -1;
    }
    return signs;
  }

  private static double norm(float[] gradient, Span span) {
    double squares = 0;
    for (int i = span.offset(); i < span.end(); i++) {
      squares += (double) gradient[i] * gradient[i];
    }
    return Math.sqrt(squares);
  }

  private static Span span(Engine engine, String path) {
    return engine.layout().spans().stream()
        .filter(s -> s.path().equals(path))
        .findFirst()
        .orElseThrow();
  }
}
