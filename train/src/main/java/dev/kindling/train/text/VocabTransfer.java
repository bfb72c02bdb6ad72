package dev.kindling.train.text;

import dev.kindling.datablock.text.SpecialToken;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A language model moved to another vocabulary, so that it can go on learning on other texts. A
 * token that it knew keeps its embedding and the decoder's bias; a new one starts from the mean of
 * all that it knew. Everything else stays.
 *
 * <p>Howard, Ruder: "Universal language model fine-tuning for text classification", 2018.
 */
public final class VocabTransfer {
  private static final Set<String> PER_TOKEN = Set.of(AwdLstm.EMBEDDING, AwdLstm.DECODER);

  private final AwdLstm model;
  private final float[] parameters;
  private final int known;

  private VocabTransfer(AwdLstm model, float[] parameters, int known) {
    this.model = model;
    this.parameters = parameters;
    this.known = known;
  }

  /**
   * The move from one vocabulary to another.
   *
   * @param model that the parameters are of
   * @param parameters laid out as {@link AwdLstm#layout}; left alone
   * @param from the model's vocabulary
   * @param to the vocabulary wanted
   * @throws IllegalArgumentException if model, parameters and {@code from} are not of one size
   */
  public static VocabTransfer of(AwdLstm model, float[] parameters, Vocab from, Vocab to) {
    if (model.vocab() != from.size()) {
      throw new IllegalArgumentException(
          "The model knows %d tokens, its vocabulary has %d: they do not belong together"
              .formatted(model.vocab(), from.size()));
    }
    EncoderTransfer.requireFit(model, parameters);
    int[] origins = to.tokens().stream().mapToInt(rows(from)::applyAsInt).toArray();
    AwdLstm moved = model.vocab(to.size());
    float[] result = new float[moved.layout().size()];
    for (int i = 0; i < moved.layout().spans().size(); i++) {
      Span source = model.layout().spans().get(i);
      Span target = moved.layout().spans().get(i);
      FloatBuffer old = FloatBuffer.wrap(parameters, source.offset(), source.length());
      FloatBuffer next = FloatBuffer.wrap(result, target.offset(), target.length());
      if (PER_TOKEN.contains(source.layer())) {
        moveRows(old.slice(), next.slice(), origins);
      } else {
        next.put(old);
      }
    }
    return new VocabTransfer(
        moved, result, (int) IntStream.of(origins).filter(r -> r >= 0).count());
  }

  /** The row of a token, -1 if it is new. */
  private static ToIntFunction<String> rows(Vocab vocab) {
    int unknown = SpecialToken.UNKNOWN.index();
    return token ->
        vocab.indexOf(token) == unknown && !token.equals(SpecialToken.UNKNOWN.text())
            ? -1
            : vocab.indexOf(token);
  }

  private static void moveRows(FloatBuffer old, FloatBuffer next, int[] origins) {
    int width = next.capacity() / origins.length;
    float[] mean = mean(old, width);
    for (int row = 0; row < origins.length; row++) {
      for (int i = 0; i < width; i++) {
        next.put(origins[row] < 0 ? mean[i] : old.get(origins[row] * width + i));
      }
    }
  }

  private static float[] mean(FloatBuffer rows, int width) {
    double[] sums = new double[width];
    for (int i = 0; i < rows.capacity(); i++) {
      sums[i % width] += rows.get(i);
    }
    float[] mean = new float[width];
    for (int i = 0; i < width; i++) {
      mean[i] = (float) (sums[i] * width / rows.capacity());
    }
    return mean;
  }

  /** The model, with the new vocabulary's size. */
  public AwdLstm model() {
    return model;
  }

  /** The live parameters, laid out as that model's. */
  public float[] parameters() {
    return parameters;
  }

  /** Tokens of the new vocabulary that the model knew. */
  public int known() {
    return known;
  }

  /** Tokens of the new vocabulary that it did not. */
  public int added() {
    return model.vocab() - known;
  }
}
