package dev.kindling.train.text;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.layer.WindowedGraph;
import dev.kindling.train.model.Architecture;
import dev.kindling.train.model.Arguments;
import dev.kindling.train.optim.ParameterGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A language model of stacked LSTMs with dropped weights: embedding, LSTM layers, and a decoder
 * that shares the embedding's matrix. Layer l maps {@link #inputs}(l) features to {@link
 * #outputs}(l); the first takes and the last gives embeddings.
 *
 * <p>Input: token ids {@code [rows, steps]}; output: logits of the next token {@code [rows, steps,
 * vocab]}. The state (h and c of every layer and row) goes on from window to window.
 *
 * <p>One LSTM step, with the rows of its matrices by gate in the order g, f, o, i as DL4J has them:
 * {@code c' = f * c + i * g}, {@code h' = o * tanh(c')}, g by tanh, the others by the logistic
 * function.
 *
 * <p>Merity, Keskar, Socher: "Regularizing and optimizing LSTM language models", 2017.
 *
 * @param vocab tokens known, at least 2
 * @param embedding features of a token
 * @param hidden features of the layers between
 * @param layers LSTMs, at least 1
 * @param dropouts while training
 * @param activationPenalty alpha: times the mean square of the last layer's dropped output, added
 *     to the loss (AR)
 * @param temporalPenalty beta: times the mean square of the change of the last layer's raw output
 *     from step to step, added to the loss (TAR)
 */
public record AwdLstm(
    int vocab,
    int embedding,
    int hidden,
    int layers,
    Dropouts dropouts,
    double activationPenalty,
    double temporalPenalty)
    implements Architecture {
  /** Its name in settings and archives. */
  public static final String NAME = "awd-lstm";

  /** The layer whose matrix embeds tokens and decodes features. */
  public static final String EMBEDDING = "embedding";

  /** The layer that gives the logits; of its own it has a bias. */
  public static final String DECODER = "decoder";

  /** In the graph, what drops whole words. */
  public static final String WORD_DROPOUT = "embedding-dropout";

  /** In the graph, what drops features of the embedded tokens. */
  public static final String INPUT_DROPOUT = "input-dropout";

  /** In the graph, the last layer's outputs before dropout. */
  public static final String FEATURES = "features";

  private static final double EMBEDDING_RANGE = 0.1;

  public AwdLstm {
    requireNonNull(dropouts, "dropouts");
    require("vocab", vocab, 2);
    require("embedding", embedding, 1);
    require("hidden", hidden, 1);
    require("layers", layers, 1);
    if (!(activationPenalty >= 0) || !(temporalPenalty >= 0)) {
      throw new IllegalArgumentException(
          "Penalties of awd-lstm must be at least 0, got %s and %s"
              .formatted(activationPenalty, temporalPenalty));
    }
  }

  /** With the usual dropouts and penalties: alpha 2, beta 1. */
  public static AwdLstm of(int vocab, int embedding, int hidden, int layers) {
    return new AwdLstm(vocab, embedding, hidden, layers, Dropouts.LANGUAGE_MODEL, 2, 1);
  }

  /**
   * From an archive's arguments.
   *
   * @throws IllegalArgumentException if one is missing or is no number
   */
  public static AwdLstm of(Map<String, Object> arguments) {
    return new AwdLstm(
        Arguments.integer(arguments, "vocab", NAME),
        Arguments.integer(arguments, "embedding", NAME),
        Arguments.integer(arguments, "hidden", NAME),
        Arguments.integer(arguments, "layers", NAME),
        new Dropouts(
            Arguments.number(arguments, "dropout-output", NAME),
            Arguments.number(arguments, "dropout-hidden", NAME),
            Arguments.number(arguments, "dropout-input", NAME),
            Arguments.number(arguments, "dropout-embedding", NAME),
            Arguments.number(arguments, "dropout-weight", NAME)),
        Arguments.number(arguments, "activation-penalty", NAME),
        Arguments.number(arguments, "temporal-penalty", NAME));
  }

  /** The same with so many tokens known. */
  public AwdLstm vocab(int other) {
    return new AwdLstm(
        other, embedding, hidden, layers, dropouts, activationPenalty, temporalPenalty);
  }

  /** The same with other dropouts. */
  public AwdLstm dropouts(Dropouts other) {
    return new AwdLstm(vocab, embedding, hidden, layers, other, activationPenalty, temporalPenalty);
  }

  /** The same with other penalties. */
  public AwdLstm penalties(double activation, double temporal) {
    return new AwdLstm(vocab, embedding, hidden, layers, dropouts, activation, temporal);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> arguments() {
    return Map.ofEntries(
        Map.entry("vocab", vocab),
        Map.entry("embedding", embedding),
        Map.entry("hidden", hidden),
        Map.entry("layers", layers),
        Map.entry("dropout-output", dropouts.output()),
        Map.entry("dropout-hidden", dropouts.hidden()),
        Map.entry("dropout-input", dropouts.input()),
        Map.entry("dropout-embedding", dropouts.embedding()),
        Map.entry("dropout-weight", dropouts.weight()),
        Map.entry("activation-penalty", activationPenalty),
        Map.entry("temporal-penalty", temporalPenalty));
  }

  /**
   * As fast.ai fine-tunes language models: each LSTM is a group of its own, embedding and decoder
   * are the last.
   */
  public ParameterGroups groups() {
    List<List<String>> groups = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      groups.add(List.of(lstm(layer)));
    }
    groups.add(List.of(EMBEDDING, DECODER));
    return ParameterGroups.ofLayers(groups);
  }

  /** Features that LSTM layer l takes. */
  public int inputs(int layer) {
    return layer == 0 ? embedding : hidden;
  }

  /** Features that LSTM layer l gives. */
  public int outputs(int layer) {
    return layer == layers - 1 ? embedding : hidden;
  }

  /** The name of LSTM layer l. */
  public static String lstm(int layer) {
    return "lstm" + layer;
  }

  /** In the graph, what drops features of LSTM layer l's outputs. */
  public static String dropout(int layer) {
    return lstm(layer) + "-dropout";
  }

  /**
   * A fresh DL4J graph with parameters allocated but not initialised; its flat parameters lie as in
   * {@link #layout}. Input: {@code tokens [rows, steps]}; outputs: {@link #DECODER}'s logits {@code
   * [rows, vocab, steps]} and {@link #FEATURES} {@code [rows, embedding, steps]}. In training mode
   * every {@link dev.kindling.train.layer.GivenDropout} and {@link
   * dev.kindling.train.layer.WeightDrop} in it needs a mask.
   *
   * @param type float or double
   */
  public WindowedGraph graph(DataType type) {
    return new AwdLstmGraph(this, type).build();
  }

  /** Floats of the recurrent state of so many rows: h, then c, of each layer. */
  public int stateSize(int rows) {
    int features = 0;
    for (int layer = 0; layer < layers; layer++) {
      features += 2 * outputs(layer);
    }
    return Math.multiplyExact(rows, features);
  }

  /**
   * What lies where: the embedding {@code [vocab, embedding]}; for each LSTM {@code W [4 * out,
   * in]}, {@code RW [4 * out, out]} and {@code b [4 * out]}; the decoder's {@code b [vocab]}.
   */
  public ParameterLayout layout() {
    List<Span> spans = encoderSpans();
    add(spans, DECODER, "b", Kind.BIAS, List.of(vocab));
    return new ParameterLayout(spans);
  }

  /** The spans up to the decoder; a fresh list. */
  List<Span> encoderSpans() {
    List<Span> spans = new ArrayList<>();
    add(spans, EMBEDDING, "W", Kind.WEIGHT, List.of(vocab, embedding));
    for (int layer = 0; layer < layers; layer++) {
      int gates = 4 * outputs(layer);
      add(spans, lstm(layer), "W", Kind.WEIGHT, List.of(gates, inputs(layer)));
      add(spans, lstm(layer), "RW", Kind.WEIGHT, List.of(gates, outputs(layer)));
      add(spans, lstm(layer), "b", Kind.BIAS, List.of(gates));
    }
    return spans;
  }

  static void add(List<Span> spans, String layer, String name, Kind kind, List<Integer> shape) {
    int offset = spans.isEmpty() ? 0 : spans.get(spans.size() - 1).end();
    int length = shape.stream().reduce(1, Math::multiplyExact);
    spans.add(new Span(layer, name, kind, offset, length, shape));
  }

  /**
   * Embedding uniform in ±0.1; each LSTM's matrices and bias uniform in ±1 / √outputs; the
   * decoder's bias 0. Every span draws from a generator of its own.
   */
  @Override
  public float[] initialParameters(ParameterLayout layout, Seed seed) {
    Seed draws = seed.derive("parameters");
    float[] parameters = new float[layout.size()];
    for (Span span : layout.spans()) {
      double range = range(span);
      if (range > 0) {
        drawInto(parameters, span, draws.random(span.path(), 0), range);
      }
    }
    return parameters;
  }

  private double range(Span span) {
    if (span.layer().equals(EMBEDDING)) {
      return EMBEDDING_RANGE;
    }
    for (int layer = 0; layer < layers; layer++) {
      if (span.layer().equals(lstm(layer))) {
        return 1 / Math.sqrt(outputs(layer));
      }
    }
    return 0;
  }

  static void drawInto(float[] parameters, Span span, RandomGenerator random, double range) {
    for (int i = span.offset(); i < span.end(); i++) {
      parameters[i] = (float) (range * (2 * random.nextDouble() - 1));
    }
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "Architecture %s needs %s of at least %d, got %d".formatted(NAME, name, least, value));
    }
  }
}
