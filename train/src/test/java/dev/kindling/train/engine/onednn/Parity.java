package dev.kindling.train.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.GraphLayout;
import dev.kindling.train.engine.Nd4jCheck;
import dev.kindling.train.engine.Nd4jEngine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.model.Loss;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Both engines on one graph with the same parameters and batches.
 *
 * @param graph builds the graph afresh
 * @param classes logits of an image
 */
record Parity(Supplier<ComputationGraph> graph, int classes) {
  private static final Loss LOSS = Loss.crossEntropy().smoothed(0.1);

  static {
    // Switches on DL4J's kernels, without which its batch norm cannot go backward here.
    Nd4jCheck.here();
  }

  /** What one step of an engine gives. */
  @SuppressWarnings("ArrayRecordComponent")
  record Result(
      ParameterLayout layout, double loss, float[] logits, float[] gradient, float[] predictions) {}

  /** Logits, loss, predictions and each tensor's gradient agree within a share of their size. */
  void holds(PixelBatch batch, Precision precision, double bound) {
    holds(batch, precision, bound, bound);
  }

  /** As above, with a bound of its own for gradients. */
  void holds(PixelBatch batch, Precision precision, double bound, double gradientBound) {
    Result expected = reference(batch);
    Result found = oneDnn(batch, precision);
    assertThat(difference(found.logits(), expected.logits())).as("logits").isLessThan(bound);
    assertThat(Math.abs(found.loss() - expected.loss()) / expected.loss())
        .as("loss")
        .isLessThan(bound);
    assertThat(difference(found.predictions(), expected.predictions()))
        .as("predictions")
        .isLessThan(bound);
    for (Span span : expected.layout().spans()) {
      float[] one = Arrays.copyOfRange(found.gradient(), span.offset(), span.end());
      float[] other = Arrays.copyOfRange(expected.gradient(), span.offset(), span.end());
      assertThat(difference(one, other)).as("gradient of " + span.path()).isLessThan(gradientBound);
    }
  }

  /** A step of DL4J in double precision. */
  Result reference(PixelBatch batch) {
    ComputationGraph single = graph.get();
    ParameterLayout layout = GraphLayout.of(single);
    Reference reference = new Reference(single, parameters(layout));
    float[] logits = reference.forward(batch);
    Loss.Value loss = LOSS.of(logits, batch);
    float[] gradient = reference.backward(loss.gradient(), classes);
    return new Result(layout, loss.mean(), logits, gradient, reference.predict(batch));
  }

  /** A step of the engine that runs models as DL4J does. */
  Result nd4j(PixelBatch batch) {
    try (Engine engine = Nd4jEngine.of(graph.get(), classes)) {
      return step(engine, batch);
    }
  }

  Result oneDnn(PixelBatch batch, Precision precision) {
    try (Engine engine = OneDnnEngine.of(graph.get(), precision)) {
      return step(engine, batch);
    }
  }

  private static Result step(Engine engine, PixelBatch batch) {
    engine.parameters().put(parameters(engine.layout()));
    float[] logits = engine.forward(batch);
    Loss.Value loss = LOSS.of(logits, batch);
    engine.backward(loss.gradient());
    float[] gradient = new float[engine.layout().size()];
    engine.gradient().get(gradient);
    float[] predictions = engine.predict(batch);
    return new Result(engine.layout(), loss.mean(), logits, gradient, predictions);
  }

  /** Weights of a size that keeps activations near 1, and nothing at 0 that hides a gradient. */
  static float[] parameters(ParameterLayout layout) {
    RandomGenerator random = new Seed(11).random("parameters", 0);
    float[] parameters = new float[layout.size()];
    for (Span span : layout.spans()) {
      double fan = (double) span.length() / span.shape().get(0);
      for (int i = span.offset(); i < span.end(); i++) {
        double draw = random.nextGaussian();
        parameters[i] =
            (float)
                switch (span.kind()) {
                  case WEIGHT -> draw * Math.sqrt(2 / fan);
                  case BIAS, SHIFT, RUNNING_MEAN -> 0.1 * draw;
                  case SCALE -> 0.8 + 0.1 * draw;
                  case RUNNING_VARIANCE -> 0.5 + random.nextDouble();
                };
      }
    }
    return parameters;
  }

  PixelBatch batch(int count, int channels, int height, int width) {
    RandomGenerator random = new Seed(3).random("batch", 0);
    float[] inputs = new float[count * channels * height * width];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    return PixelBatch.of(
        inputs,
        new Shape(count, channels, height, width),
        Layout.NCHW,
        random.ints(count, 0, classes).toArray(),
        Collections.nCopies(count, "key"));
  }

  /** Length of the difference over the length of the reference. */
  static double difference(float[] found, float[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double squares = 0;
    double size = 0;
    for (int i = 0; i < found.length; i++) {
      squares += Math.pow(found[i] - expected[i], 2);
      size += Math.pow(expected[i], 2);
    }
    return Math.sqrt(squares) / Math.max(Math.sqrt(size), 1e-6);
  }
}
