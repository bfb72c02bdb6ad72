package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.onednn.sequence.Product.Form;
import dev.kindling.train.text.AwdLstm;
import java.nio.FloatBuffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The linear layer from features to logits, whose matrix is the embedding's, with softmax and cross
 * entropy. Works on blocks of tokens, so that the logits of a window never exist at the same time;
 * the gradients are taken while a block is in the cache.
 */
final class Decoder implements AutoCloseable {
  /** Logits in a block: 16 MiB. */
  private static final int BLOCK = 1 << 22;

  private static final int FEWEST = 64;
  private static final int MOST = 512;
  private static final int KEPT = 4;

  private final int vocab;
  private final int features;
  private final Products products;
  private final Operand weights;
  private final Operand weightsBack;
  private final Operand bias;
  private final Operand weightGradient;
  private final Operand biasGradient;
  private final FloatBuffer gradient;
  private final int matrixOffset;
  private final int biasOffset;
  private final Packed packed;
  private final Packed packedBack;
  private final Map<Integer, LogitBlock> blocks = new LinkedHashMap<>(16, 0.75f, true);

  Decoder(FlatVectors vectors, Products products) {
    Span matrix = vectors.span(AwdLstm.EMBEDDING, "W");
    Span biases = vectors.span(AwdLstm.DECODER, "b");
    this.vocab = matrix.shape().get(0);
    this.features = matrix.shape().get(1);
    this.products = products;
    this.weights =
        vectors
            .parameters()
            .operand(matrix.offset(), Descriptions.transposed(Descriptions.FLOAT, features, vocab));
    this.weightsBack = vectors.parameters().matrix(matrix.offset(), vocab, features);
    this.bias = vectors.parameters().matrix(biases.offset(), 1, vocab);
    this.weightGradient = vectors.gradient().matrix(matrix.offset(), vocab, features);
    this.biasGradient = vectors.gradient().matrix(biases.offset(), 1, vocab);
    this.gradient = vectors.gradientFloats();
    this.matrixOffset = matrix.offset();
    this.biasOffset = biases.offset();
    this.packed = new Packed(products.stream());
    this.packedBack = new Packed(products.stream());
  }

  /** Says that the parameters may have changed. */
  void begin() {
    packed.outdate();
    packedBack.outdate();
  }

  /**
   * How likely the targets are.
   *
   * @param outputs the features of each token
   * @param targets of each token, in the order of the outputs
   */
  Likelihood score(Track outputs, int[] targets) {
    return run(outputs, targets, Optional.empty());
  }

  /**
   * As {@link #score}; and writes the gradient of the mean cross entropy: that of matrix and bias
   * to the flat gradient, that by the outputs to {@code slopes}.
   */
  Likelihood learn(Track outputs, int[] targets, Track slopes) {
    return run(outputs, targets, Optional.of(slopes));
  }

  /** Multiplies the gradient that {@link #learn} wrote. */
  void scaleGradient(float factor) {
    float[] row = new float[features];
    for (int word = 0; word < vocab; word++) {
      scale(matrixOffset + word * features, row, factor);
    }
    scale(biasOffset, new float[vocab], factor);
  }

  private void scale(int at, float[] part, float factor) {
    gradient.get(at, part);
    Vectors.scale(part, factor);
    gradient.put(at, part);
  }

  private Likelihood run(Track outputs, int[] targets, Optional<Track> slopes) {
    int size = Math.min(targets.length, size());
    Likelihood sum = Likelihood.NONE;
    for (int from = 0; from < targets.length; from += size) {
      LogitBlock block = block(Math.min(size, targets.length - from));
      Operand rows = outputs.part(from, block.tokens());
      logits(block, rows);
      sum = sum.plus(block.score(targets, from));
      if (slopes.isPresent()) {
        block.slopes(targets, from);
        Operand into = slopes.get().part(from, block.tokens());
        backward(block, rows, into, from == 0, targets.length);
        slopes.get().release(into);
      }
      outputs.release(rows);
    }
    return sum;
  }

  private int size() {
    int size = Math.max(FEWEST, Math.min(MOST, BLOCK / vocab));
    return size / 16 * 16;
  }

  private void logits(LogitBlock block, Operand rows) {
    Product product = products.of(Form.BIASED, block.tokens(), features, vocab);
    product.run(rows, packed.of(weights, product), bias, block.logits());
  }

  private void backward(LogitBlock block, Operand rows, Operand into, boolean first, int count) {
    float share = 1f / count;
    Product back = products.of(Form.PACKED, block.tokens(), vocab, features, share);
    back.run(block.coded(), packedBack.of(weightsBack, back), into);
    products
        .of(first ? Form.TRANSPOSED : Form.TRANSPOSED_ADDED, vocab, block.tokens(), features, share)
        .run(block.codedTransposed(), rows, weightGradient);
    products
        .of(first ? Form.PLAIN : Form.PLAIN_ADDED, 1, block.tokens(), vocab, share)
        .run(block.ones(), block.coded(), biasGradient);
  }

  /** Logits of a few rows, {@code [rows, vocab]}. */
  float[] logits(Track outputs) {
    LogitBlock block = block(outputs.rows());
    logits(block, outputs.step(0));
    float[] values = new float[outputs.rows() * vocab];
    block.values().get(0, values);
    return values;
  }

  private LogitBlock block(int tokens) {
    LogitBlock block = blocks.get(tokens);
    if (block == null) {
      block = LogitBlock.of(products.type(), tokens, vocab, products.stream());
      blocks.put(tokens, block);
      if (blocks.size() > KEPT) {
        Iterator<LogitBlock> oldestFirst = blocks.values().iterator();
        oldestFirst.next().close();
        oldestFirst.remove();
      }
    }
    return block;
  }

  @Override
  public void close() {
    blocks.values().forEach(LogitBlock::close);
    blocks.clear();
    packed.close();
    packedBack.close();
  }
}
