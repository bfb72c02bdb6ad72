package dev.kindling.train.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.train.engine.Activations;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.Nd4jEngine;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.XResNet;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnEngineTest {
  private static final XResNet TINY = new XResNet(XResNet.Variant.XRESNET_TINY, 3, 4);
  private static final XResNet XRESNET18 = XResNet.xresnet18(10);
  private static final XResNet XRESNET50 = XResNet.xresnet50(7);
  private static final Loss LOSS = Loss.crossEntropy().smoothed(0.1);

  @ParameterizedTest
  @CsvSource({"8, 24, 24", "1, 33, 24", "3, 28, 41"})
  void agreesWithNd4jOnASmallNetwork(int count, int height, int width) {
    Parity parity = new Parity(() -> TINY.graph(height, width), 4);
    parity.holds(parity.batch(count, 3, height, width), Precision.FP32, 1e-4);
  }

  @ParameterizedTest
  @CsvSource({"4, 64, 64", "3, 50, 71"})
  void agreesWithNd4jOnXresnet18(int count, int height, int width) {
    Parity parity = new Parity(() -> Smooth.of(XRESNET18.graph(height, width)), 10);
    parity.holds(parity.batch(count, 3, height, width), Precision.FP32, 1e-4);
  }

  @Test
  void agreesWithNd4jOnXresnet50() {
    Parity parity = new Parity(() -> Smooth.of(XRESNET50.graph(48, 48)), 7);
    parity.holds(parity.batch(8, 3, 48, 48), Precision.FP32, 1e-4);
  }

  /** With ReLU, rounding decides which way a gradient goes where an activation is nearly 0. */
  @Test
  void agreesWithNd4jOnXresnet18AsItIsButForTheKinksOfRelu() {
    Parity parity = new Parity(() -> XRESNET18.graph(64, 64), 10);
    parity.holds(parity.batch(4, 3, 64, 64), Precision.FP32, 1e-4, 0.02);
  }

  @Test
  void inBf16AgreesWithinAStatedBound() {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        OneDnnEngine.multipliesBf16(), "this processor does not multiply bf16");
    Parity parity = new Parity(() -> Smooth.of(XRESNET18.graph(64, 64)), 10);
    parity.holds(parity.batch(16, 3, 64, 64), Precision.BF16, 0.05, 0.2);
  }

  @Test
  void lossFallsAlongTheGradientByRateTimesItsSquare() {
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    PixelBatch batch = parity.batch(8, 3, 24, 24);
    try (Engine engine = OneDnnEngine.of(TINY, 24, Precision.FP32)) {
      engine.parameters().put(Parity.parameters(engine.layout()));
      float[] gradient = gradient(engine, batch);
      double squares = 0;
      double rate = 1e-4;
      double before = LOSS.of(engine.forward(batch), batch).mean();
      FloatBuffer parameters = engine.parameters();
      for (Span span : engine.layout().spans()) {
        for (int i = span.offset(); span.kind().learned() && i < span.end(); i++) {
          squares += gradient[i] * gradient[i];
          parameters.put(i, (float) (parameters.get(i) - rate * gradient[i]));
        }
      }

      double after = LOSS.of(engine.forward(batch), batch).mean();
      assertThat((before - after) / (rate * squares)).isBetween(0.9, 1.1);
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
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    try (Engine engine = OneDnnEngine.of(TINY, 24, Precision.FP32)) {
      engine.parameters().put(Parity.parameters(engine.layout()));
      FloatBuffer parameters = engine.parameters();
      for (int step = 0; step < steps; step++) {
        float[] gradient = gradient(engine, parity.batch(16 - step, 3, 24, 24));
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
  void allocatesNothingInAStepButTheLogits() {
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    PixelBatch batch = parity.batch(8, 3, 24, 24);
    try (Engine engine = OneDnnEngine.of(TINY, 24, Precision.FP32)) {
      float[] lossGradient = new float[32];
      for (int warmup = 0; warmup < 50; warmup++) {
        step(engine, batch, lossGradient);
      }
      com.sun.management.ThreadMXBean threads =
          (com.sun.management.ThreadMXBean)
              java.lang.management.ManagementFactory.getThreadMXBean();
      long heap = threads.getCurrentThreadAllocatedBytes();
      long outside = Pointer.totalBytes();
      for (int step = 0; step < 100; step++) {
        step(engine, batch, lossGradient);
      }

      assertThat(Pointer.totalBytes()).isEqualTo(outside);
      long perStep = (threads.getCurrentThreadAllocatedBytes() - heap) / 100;
      // Logits of forward and of predict, and small keys.
      assertThat(perStep).isLessThan(2_000);
    }
  }

  private static void step(Engine engine, PixelBatch batch, float[] lossGradient) {
    engine.forward(batch);
    engine.backward(lossGradient);
    engine.predict(batch);
  }

  @Test
  void keepsRightResultsWhenMoreShapesComeThanItKeepsPlansFor() {
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    try (Engine engine = OneDnnEngine.of(TINY, 24, Precision.FP32)) {
      engine.parameters().put(Parity.parameters(engine.layout()));
      float[] first = gradient(engine, parity.batch(9, 3, 24, 24));
      for (int count = 1; count <= 8; count++) {
        gradient(engine, parity.batch(count, 3, 24, 24));
      }

      assertThat(gradient(engine, parity.batch(9, 3, 24, 24))).isEqualTo(first);
    }
  }

  @Test
  void movesRunningStatisticsAsNd4jDoes() {
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    PixelBatch batch = parity.batch(8, 3, 24, 24);
    Parity.Result found = parity.oneDnn(batch, Precision.FP32);
    Parity.Result expected = parity.reference(batch);

    List<Span> moved =
        expected.layout().spans().stream()
            .filter(span -> span.kind() == Kind.RUNNING_VARIANCE)
            .toList();
    assertThat(moved).isNotEmpty();
    for (Span span : moved) {
      assertThat(found.gradient()[span.offset()])
          .isCloseTo(expected.gradient()[span.offset()], within(1e-5f));
    }
  }

  @Test
  void showsWhatWatchedLayersComputeAndTheirGradients() {
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    PixelBatch batch = parity.batch(3, 3, 24, 24);
    try (Engine engine = OneDnnEngine.of(TINY, 24, Precision.FP32);
        Engine other = Nd4jEngine.of(TINY, 24)) {
      String norm = "stage1.block0.first.norm";
      engine.parameters().put(Parity.parameters(engine.layout()));
      other.parameters().put(Parity.parameters(other.layout()));
      float[] unwatched = gradient(engine, batch);
      engine.watch(Set.of(norm, "pool", "logits"));
      other.watch(Set.of(norm, "pool"));
      other.forward(batch);
      float[] lossGradient = LOSS.of(engine.forward(batch), batch).gradient();

      for (String layer : List.of(norm, "pool")) {
        Activations found = engine.activations(layer);
        assertThat(found.shape()).isEqualTo(other.activations(layer).shape());
        assertThat(Parity.difference(found.values(), other.activations(layer).values()))
            .isLessThan(1e-4);
      }
      engine.backward(lossGradient);
      assertThat(engine.activationGradient("logits").values()).isEqualTo(lossGradient);
      assertThat(engine.activationGradient(norm).shape()).containsExactly(3, 64, 3, 3);
      float[] watched = new float[engine.layout().size()];
      engine.gradient().get(watched);
      assertThat(Parity.difference(watched, unwatched)).isLessThan(1e-4);
    }
  }

  @Test
  void theGradientByALayerIsTheSlopeOfTheLoss() {
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    PixelBatch batch = parity.batch(3, 3, 24, 24);
    try (Engine engine = OneDnnEngine.of(TINY, 24, Precision.FP32)) {
      engine.parameters().put(Parity.parameters(engine.layout()));
      engine.watch(Set.of("stage2.block0.last.norm"));
      float[] gradient = gradient(engine, batch);
      Span shift =
          engine.layout().spans().stream()
              .filter(span -> span.path().equals("stage2.block0.last.norm/beta"))
              .findFirst()
              .orElseThrow();

      // A shift moves its whole channel, so its gradient is the sum over the channel's.
      Activations by = engine.activationGradient("stage2.block0.last.norm");
      int pixels = by.shape().get(2) * by.shape().get(3);
      int channels = by.shape().get(1);
      for (int channel = 0; channel < channels; channel++) {
        double sum = 0;
        for (int image = 0; image < 3; image++) {
          for (int pixel = 0; pixel < pixels; pixel++) {
            sum += by.values()[(image * channels + channel) * pixels + pixel];
          }
        }
        assertThat((double) gradient[shift.offset() + channel]).isCloseTo(sum, within(1e-5));
      }
    }
  }

  @Test
  void refusesToWatchALayerThatIsNotThere() {
    try (Engine engine = OneDnnEngine.of(TINY, 24, Precision.FP32)) {
      assertThatThrownBy(() -> engine.watch(Set.of("stage9")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("stage9")
          .hasMessageContaining("stage1.block0");
    }
  }

  @Test
  void namesTheStepsThatTakeTheTime() {
    Parity parity = new Parity(() -> TINY.graph(24, 24), 4);
    try (OneDnnEngine engine = OneDnnEngine.of(TINY, 24, Precision.FP32)) {
      List<StepTime> times = engine.trainingTimes(parity.batch(2, 3, 24, 24), 2);

      assertThat(times)
          .extracting(StepTime::name)
          .contains("stem1.conv", "stem1.conv weight gradient", "stem1.norm gradient");
      assertThat(times).allMatch(time -> time.milliseconds() >= 0);
    }
  }

  @Test
  void refusesToGoBackwardWithoutGoingForward() {
    try (Engine engine = OneDnnEngine.of(TINY, 24, Precision.FP32)) {
      assertThatThrownBy(() -> engine.backward(new float[4]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("forward()");
    }
  }

  private static float[] gradient(Engine engine, PixelBatch batch) {
    engine.backward(LOSS.of(engine.forward(batch), batch).gradient());
    float[] gradient = new float[engine.layout().size()];
    engine.gradient().get(gradient);
    return gradient;
  }
}
