package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.engine.TokenScores;
import dev.kindling.train.engine.UnavailableEngineException;
import dev.kindling.train.engine.onednn.OneDnn;
import dev.kindling.train.engine.onednn.OneDnnEngine;
import dev.kindling.train.engine.onednn.sequence.LstmLayer.Sum;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * Runs an {@link AwdLstm} through oneDNN's matrix products, on a CPU, over flat vectors of its own.
 *
 * <p>With {@link Precision#BF16} factors of products are bf16; sums, gates, cells, softmax, loss
 * and gradients are float32. Softmax and the gradient of the decoder are computed in {@link
 * #forward}: {@link #gradient()} holds nothing of use from there to {@link #backward}.
 *
 * <p>Not thread-safe. Deterministic for a fixed number of OpenMP threads on one kind of CPU.
 */
public final class OneDnnLanguageEngine implements LanguageEngine {
  private final AwdLstm architecture;
  private final FlatVectors vectors;
  private final Products products;
  private final Encoder encoder;
  private final Decoder decoder;
  private Dropped dropped;
  private Optional<Pass> awaitingBackward = Optional.empty();

  /** What backward needs of forward. */
  private record Pass(Steps outputs, int rows, int steps, float[] mask) {}

  /**
   * The last layer's output as the decoder reads it, and the gradient by that.
   *
   * @param steps room for so many
   */
  private record Dropped(int rows, int steps, Track outputs, Track slopes)
      implements AutoCloseable {
    @Override
    public void close() {
      outputs.close();
      slopes.close();
    }
  }

  private OneDnnLanguageEngine(AwdLstm architecture, Precision precision) {
    this.architecture = architecture;
    this.vectors = FlatVectors.of(architecture.layout());
    this.products = new Products(Descriptions.type(precision));
    this.encoder = new Encoder(architecture, vectors, products);
    this.decoder = new Decoder(vectors, products);
    this.dropped = dropped(1, 1);
  }

  /**
   * An engine for that model; its parameters are all zero.
   *
   * @throws UnavailableEngineException if this processor cannot multiply in that precision
   * @throws LinkageError if oneDNN cannot be loaded
   */
  public static OneDnnLanguageEngine of(AwdLstm architecture, Precision precision) {
    OneDnn.require(precision);
    return new OneDnnLanguageEngine(architecture, precision);
  }

  @Override
  public String name() {
    return OneDnnEngine.NAME;
  }

  @Override
  public ParameterLayout layout() {
    return vectors.layout();
  }

  @Override
  public FloatBuffer parameters() {
    return vectors.parameterFloats();
  }

  @Override
  public FloatBuffer gradient() {
    return vectors.gradientFloats();
  }

  @Override
  public TokenScores forward(TokenBatch window, Seed draws) {
    awaitingBackward = Optional.empty();
    DropoutMasks masks = new DropoutMasks(architecture.dropouts(), draws);
    float[] mask = Masks.output(masks, architecture, window.keys());
    Steps outputs = run(window, Optional.of(masks), mask);
    int rows = window.rows();
    int steps = window.steps();
    Likelihood likelihood = decoder.learn(dropped.outputs(), byStep(window), dropped.slopes());
    awaitingBackward = Optional.of(new Pass(outputs, rows, steps, mask));
    Penalties penalties = Penalties.of(architecture, rows, steps);
    return new TokenScores(
        likelihood.lossSum(),
        likelihood.correct(),
        window.count(),
        penalties.activation(outputs, mask),
        penalties.temporal(outputs));
  }

  @Override
  public void backward(double scale) {
    Pass pass =
        awaitingBackward.orElseThrow(
            () ->
                new IllegalStateException("backward() needs a forward() before it, once for each"));
    awaitingBackward = Optional.empty();
    Penalties penalties = Penalties.of(architecture, pass.rows(), pass.steps());
    for (int step = 0; step < pass.steps(); step++) {
      float[] slopes = encoder.slopes().at(step);
      float[] output = pass.outputs().at(step);
      dropped.slopes().get(step, slopes);
      penalties.addActivation(output, pass.mask(), slopes);
      if (pass.mask().length > 0) {
        Vectors.multiply(slopes, pass.mask());
      }
      penalties.addTemporal(pass.outputs(), step, slopes);
      if (scale != 1) {
        Vectors.scale(slopes, (float) scale);
      }
    }
    if (scale != 1) {
      decoder.scaleGradient((float) scale);
    }
    encoder.backward(Sum.FRESH);
    encoder.end();
  }

  @Override
  public TokenScores evaluate(TokenBatch window) {
    awaitingBackward = Optional.empty();
    run(window, Optional.empty(), Masks.NONE);
    Likelihood likelihood = decoder.score(dropped.outputs(), byStep(window));
    return new TokenScores(likelihood.lossSum(), likelihood.correct(), window.count(), 0, 0);
  }

  @Override
  public float[] predict(TokenBatch window) {
    awaitingBackward = Optional.empty();
    encoder.begin(Optional.empty(), window.keys());
    decoder.begin();
    Steps outputs = encoder.run(window.tokens(), window.rows());
    prepare(window.rows(), 1);
    dropped.outputs().put(0, outputs.at(window.steps() - 1));
    return decoder.logits(dropped.outputs());
  }

  @Override
  public float[] state() {
    return encoder.state().values();
  }

  @Override
  public void state(float[] values) {
    encoder.state().values(values);
  }

  private Steps run(TokenBatch window, Optional<DropoutMasks> masks, float[] mask) {
    encoder.words().check(window.targets());
    encoder.begin(masks, window.keys());
    decoder.begin();
    Steps outputs = encoder.run(window.tokens(), window.rows());
    prepare(window.rows(), window.steps());
    float[] part = new float[window.rows() * architecture.embedding()];
    for (int step = 0; step < window.steps(); step++) {
      Vectors.multiply(outputs.at(step), mask, part);
      dropped.outputs().put(step, part);
    }
    return outputs;
  }

  private void prepare(int rows, int steps) {
    if (dropped.rows() != rows || dropped.steps() < steps) {
      dropped.close();
      dropped = dropped(rows, steps);
    }
  }

  private Dropped dropped(int rows, int steps) {
    int features = architecture.embedding();
    return new Dropped(
        rows,
        steps,
        Track.of(products.type(), steps, rows, features, products.stream()),
        Track.of(Descriptions.FLOAT, steps, rows, features, products.stream()));
  }

  /** The targets in the order of the outputs: all rows of a step, then those of the next. */
  private static int[] byStep(TokenBatch window) {
    int rows = window.rows();
    int steps = window.steps();
    int[] targets = new int[rows * steps];
    Arrays.setAll(targets, i -> window.targets()[i % rows * steps + i / rows]);
    return targets;
  }

  @Override
  public void close() {
    awaitingBackward = Optional.empty();
    encoder.close();
    decoder.close();
    dropped.close();
    products.close();
    vectors.close();
  }
}
