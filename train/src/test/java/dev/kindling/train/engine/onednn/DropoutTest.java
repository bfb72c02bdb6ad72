package dev.kindling.train.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.train.engine.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

class DropoutTest {
  private static final double KEPT = 0.8;
  private static final int SIZE = 12;

  @Test
  void keepsItsShareAndScalesItUp() {
    try (OneDnnEngine engine = engine(KEPT)) {
      engine.watch(Set.of("body", "dropout"));
      engine.forward(batch("a", "b", "c"), new Seed(5));
      float[] before = engine.activations("body").values();
      float[] after = engine.activations("dropout").values();

      int kept = 0;
      for (int i = 0; i < before.length; i++) {
        if (after[i] != 0) {
          kept++;
          assertThat(after[i]).isCloseTo(before[i] / 0.8f, within(1e-5f));
        }
      }
      // 3 x 16 x 12 x 12 draws: one standard deviation of the share is 0.005.
      assertThat((double) kept / before.length).isCloseTo(KEPT, within(0.025));
    }
  }

  @Test
  void gradientsGoThroughWhatWasKeptAndNowhereElse() {
    try (OneDnnEngine engine = engine(KEPT)) {
      engine.watch(Set.of("body", "dropout"));
      engine.forward(batch("a", "b"), new Seed(5));
      float[] after = engine.activations("dropout").values();
      engine.backward(new float[] {1, -1, 0.5f, 0, 2, -1});
      float[] behind = engine.activationGradient("dropout").values();
      float[] before = engine.activationGradient("body").values();

      for (int i = 0; i < after.length; i++) {
        assertThat(before[i]).isCloseTo(after[i] == 0 ? 0 : behind[i] / 0.8f, within(1e-6f));
      }
    }
  }

  @Test
  void anItemsDrawsDependOnItsKeyAndTheSeedAndNotOnTheBatch() {
    try (OneDnnEngine engine = engine(KEPT)) {
      float[] together = engine.forward(batch("a", "b"), new Seed(5));
      float[] swapped = engine.forward(batch("b", "a"), new Seed(5));
      float[] alone = engine.forward(batch("a"), new Seed(5));
      float[] later = engine.forward(batch("a"), new Seed(6));

      assertThat(first(together)).isNotEqualTo(first(swapped)); // the same image, other draws
      for (int i = 0; i < 3; i++) {
        assertThat(together[i]).isCloseTo(swapped[3 + i], within(1e-5f));
        assertThat(together[i]).isCloseTo(alone[i], within(1e-5f));
      }
      assertThat(later).isNotEqualTo(alone);
      assertThat(engine.forward(batch("a"), new Seed(5))).isEqualTo(alone);
    }
  }

  @Test
  void evaluationDropsNothing() {
    try (OneDnnEngine engine = engine(KEPT);
        OneDnnEngine whole = engine(1)) {
      assertThat(engine.predict(batch("a", "b"))).isEqualTo(whole.predict(batch("a", "b")));
      assertThat(engine.predict(batch("a", "b")))
          .isNotEqualTo(engine.forward(batch("a", "b"), new Seed(5)));
    }
  }

  @Test
  void otherKindsOfDropoutAreRefusedByTheLayersName() {
    ComputationGraph graph = graph(new DropoutLayer.Builder(new AlphaDropout(KEPT)).build());
    assertThatThrownBy(() -> OneDnnEngine.of(graph, Precision.FP32))
        .isInstanceOf(UnsupportedLayerException.class)
        .hasMessageContaining("dropout");
  }

  private static float[] first(float[] logits) {
    return Arrays.copyOf(logits, 3);
  }

  private static OneDnnEngine engine(double kept) {
    ComputationGraph graph = graph(new DropoutLayer.Builder(kept).build());
    OneDnnEngine engine = OneDnnEngine.of(graph, Precision.FP32);
    engine.parameters().put(Parity.parameters(engine.layout()));
    return engine;
  }

  private static ComputationGraph graph(DropoutLayer dropout) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(SIZE, SIZE, 3))
                .addLayer(
                    "body",
                    new ConvolutionLayer.Builder(1, 1)
                        .nOut(16)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "image")
                .addLayer("dropout", dropout, "body")
                .addLayer(
                    "pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "dropout")
                .addLayer(
                    "logits",
                    new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build(),
                    "pool")
                .setOutputs("logits")
                .validateOutputLayerConfig(false)
                .build());
    graph.init();
    return graph;
  }

  /** The same image for every key. */
  private static PixelBatch batch(String... keys) {
    int image = 3 * SIZE * SIZE;
    float[] inputs = new float[keys.length * image];
    IntStream.range(0, inputs.length)
        .forEach(i -> inputs[i] = (float) Math.sin(0.1 * (i % image)) + 1.5f);
    return PixelBatch.of(
        inputs,
        new Shape(keys.length, 3, SIZE, SIZE),
        Layout.NCHW,
        new int[keys.length],
        List.of(keys));
  }
}
