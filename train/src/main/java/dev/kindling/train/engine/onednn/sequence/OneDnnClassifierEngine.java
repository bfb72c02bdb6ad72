package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.engine.UnavailableEngineException;
import dev.kindling.train.engine.onednn.OneDnn;
import dev.kindling.train.engine.onednn.OneDnnEngine;
import dev.kindling.train.engine.onednn.sequence.LstmLayer.Sum;
import dev.kindling.train.text.DropoutMasks;
import dev.kindling.train.text.TextClassifier;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a {@link TextClassifier} through oneDNN's matrix products, on a CPU, over flat vectors of
 * its own. Of a text of any length only one window is kept at a time: backward runs each window
 * forward again, from the state that it started with.
 *
 * <p>With {@link Precision#BF16} factors of the encoder's products are bf16.
 *
 * <p>Not thread-safe. Deterministic for a fixed number of OpenMP threads on one kind of CPU.
 */
public final class OneDnnClassifierEngine implements Engine {
  private static final Seed UNUSED = new Seed(0);

  private final TextClassifier architecture;
  private final FlatVectors vectors;
  private final Products products;
  private final Encoder encoder;
  private final ClassifierHead head;
  private Optional<Pass> awaitingBackward = Optional.empty();

  /**
   * What backward needs of forward.
   *
   * @param starts the state before each window
   */
  private record Pass(
      TokenBatch batch, List<float[]> starts, Pooling pooling, ClassifierHead.Pass head) {}

  private OneDnnClassifierEngine(TextClassifier architecture, Precision precision) {
    this.architecture = architecture;
    this.vectors = FlatVectors.of(architecture.layout());
    this.products = new Products(Descriptions.type(precision));
    this.encoder = new Encoder(architecture.encoder(), vectors, products);
    this.head = new ClassifierHead(architecture, vectors);
  }

  /**
   * An engine for that model; its parameters are all zero.
   *
   * @throws UnavailableEngineException if this processor cannot multiply in that precision
   * @throws LinkageError if oneDNN cannot be loaded
   */
  public static OneDnnClassifierEngine of(TextClassifier architecture, Precision precision) {
    OneDnn.require(precision);
    return new OneDnnClassifierEngine(architecture, precision);
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
  public float[] forward(Batch batch) {
    return forward(batch, UNUSED);
  }

  @Override
  public float[] forward(Batch batch, Seed seed) {
    awaitingBackward = Optional.empty();
    TokenBatch texts = batch.texts();
    encoder.begin(
        Optional.of(new DropoutMasks(architecture.encoder().dropouts(), seed)), texts.keys());
    List<float[]> starts = new ArrayList<>();
    Pooling pooling = read(texts, () -> starts.add(encoder.state().values()));
    ClassifierHead.Pass pass = head.learn(pooling.pooled(), seed, texts.keys());
    awaitingBackward = Optional.of(new Pass(texts, starts, pooling, pass));
    return pass.logits().clone();
  }

  @Override
  public void backward(float[] lossGradient) {
    Pass pass =
        awaitingBackward.orElseThrow(
            () ->
                new IllegalStateException("backward() needs a forward() before it, once for each"));
    awaitingBackward = Optional.empty();
    float[] slopes = head.backward(pass.head(), lossGradient);
    encoder.words().clear();
    int windows = pass.starts().size();
    for (int window = windows - 1; window >= 0; window--) {
      if (window < windows - 1) {
        encoder.state().values(pass.starts().get(window));
        encoder.run(tokens(pass.batch(), window), pass.batch().rows());
      }
      int first = window * architecture.window();
      int count = Math.min(architecture.window(), pass.batch().steps() - first);
      for (int step = 0; step < count; step++) {
        pass.pooling().slopes(first + step, slopes, encoder.slopes().at(step));
      }
      encoder.backward(window == windows - 1 ? Sum.FRESH : Sum.ADDED);
    }
    encoder.end();
  }

  @Override
  public float[] predict(Batch batch) {
    awaitingBackward = Optional.empty();
    TokenBatch texts = batch.texts();
    encoder.begin(Optional.empty(), texts.keys());
    return head.evaluate(read(texts, () -> {}).pooled());
  }

  /**
   * Reads texts from start to end.
   *
   * @param beforeWindow runs before each window
   */
  private Pooling read(TokenBatch texts, Runnable beforeWindow) {
    Pooling pooling = new Pooling(texts.lengths(), architecture.encoder().embedding());
    encoder.state().reset();
    encoder.state().rows(texts.rows());
    int windows = (texts.steps() + architecture.window() - 1) / architecture.window();
    for (int window = 0; window < windows; window++) {
      beforeWindow.run();
      int[] tokens = tokens(texts, window);
      Steps outputs = encoder.run(tokens, texts.rows());
      for (int step = 0; step < tokens.length / texts.rows(); step++) {
        pooling.read(window * architecture.window() + step, outputs.at(step));
      }
    }
    return pooling;
  }

  /** The tokens of a window, {@code [rows, steps]}. */
  private int[] tokens(TokenBatch texts, int window) {
    int first = window * architecture.window();
    int count = Math.min(architecture.window(), texts.steps() - first);
    int[] tokens = new int[texts.rows() * count];
    for (int row = 0; row < texts.rows(); row++) {
      System.arraycopy(texts.tokens(), row * texts.steps() + first, tokens, row * count, count);
    }
    return tokens;
  }

  @Override
  public void close() {
    awaitingBackward = Optional.empty();
    encoder.close();
    products.close();
    vectors.close();
  }
}
