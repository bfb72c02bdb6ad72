package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.layer.WindowedGraph;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A language model's graph with its loss: windows forward and backward, in single or double
 * precision. DL4J computes what is between tokens and logits, and its gradient; the loss is here,
 * in one matrix {@code [tokens, vocab]} from logits to gradient, which an output layer of DL4J
 * would hold several times.
 */
final class LanguageGraph {
  private final AwdLstm model;
  private final WindowedGraph graph;

  /** What a backward needs of its forward; empty when none is due. */
  private Optional<Pending> pending = Optional.empty();

  /**
   * A forward pass in training mode.
   *
   * @param errors the gradient of the summed loss by the logits
   */
  private record Pending(
      Map<String, INDArray> activations,
      INDArray errors,
      OutputPenalties penalties,
      GraphMasks masks,
      int count) {}

  /** A model with parameters of zero. */
  LanguageGraph(AwdLstm model, DataType type) {
    this.model = model;
    this.graph = model.graph(type);
    graph.initGradientsView();
  }

  WindowedGraph graph() {
    return graph;
  }

  TokenScores forward(TokenBatch window, DropoutMasks draws) {
    requireTargets(window);
    start(window);
    GraphMasks masks = GraphMasks.give(graph, model, window, draws);
    Map<String, INDArray> activations = run(window, true);
    INDArray errors = byToken(activations);
    TokenLoss loss = TokenLoss.overwriting(errors, window.targets());
    OutputPenalties penalties =
        OutputPenalties.of(
            model,
            of(activations, AwdLstm.lstm(model.layers() - 1)),
            of(activations, AwdLstm.dropout(model.layers() - 1)),
            masks.output());
    pending = Optional.of(new Pending(activations, errors, penalties, masks, window.count()));
    return new TokenScores(
        loss.sum(), loss.correct(), window.count(), penalties.activation(), penalties.temporal());
  }

  void backward(double scale) {
    Pending last =
        pending.orElseThrow(
            () ->
                new IllegalStateException("backward() needs a forward() before it, once for each"));
    INDArray logits = of(last.activations(), AwdLstm.DECODER);
    last.errors().muli(scale / last.count());
    last.penalties().gradient().muli(scale);
    double[] after = state().values();
    graph.backward(logits, last.penalties().gradient());
    state().restore(after);
    release();
  }

  TokenScores evaluate(TokenBatch window) {
    requireTargets(window);
    start(window);
    Map<String, INDArray> activations = run(window, false);
    TokenLoss loss = TokenLoss.overwriting(byToken(activations), window.targets());
    free(activations);
    return new TokenScores(loss.sum(), loss.correct(), window.count(), 0, 0);
  }

  /** Logits after the last step, {@code [rows, vocab]}; the caller closes it. */
  INDArray predict(TokenBatch window) {
    start(window);
    Map<String, INDArray> activations = run(window, false);
    INDArray last =
        of(activations, AwdLstm.DECODER)
            .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(window.steps() - 1))
            .dup('c');
    free(activations);
    return last;
  }

  private Map<String, INDArray> run(TokenBatch window, boolean training) {
    INDArray tokens = Nd4j.createFromArray(window.tokens()).reshape(window.rows(), window.steps());
    return graph.forward(training, tokens);
  }

  /** The logits as a live matrix {@code [rows * steps, vocab]}. */
  private static INDArray byToken(Map<String, INDArray> activations) {
    INDArray logits = of(activations, AwdLstm.DECODER);
    long tokens = logits.size(0) * logits.size(2);
    return logits.permute(0, 2, 1).reshape('c', true, tokens, logits.size(1));
  }

  private static INDArray of(Map<String, INDArray> activations, String name) {
    return requireNonNull(activations.get(name), name);
  }

  /** Drops what is left of the window before, and the state too if the rows are others. */
  private void start(TokenBatch window) {
    requireKnown("Token", window.tokens(), window.steps());
    release();
    if (state().rows() != window.rows()) {
      graph.rnnClearPreviousState();
    }
  }

  private void requireTargets(TokenBatch window) {
    if (window.count() != window.tokens().length) {
      throw new IllegalArgumentException(
          "A language model needs the next token for each of %d tokens, got %d targets; documents with a category are for classifiers"
              .formatted(window.tokens().length, window.count()));
    }
    requireKnown("Target", window.targets(), window.steps());
  }

  private void requireKnown(String what, int[] tokens, int steps) {
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] >= model.vocab()) {
        throw new IllegalArgumentException(
            "%s of row %d, step %d must be a token id in [0, %d), got %d"
                .formatted(what, i / steps, i % steps, model.vocab(), tokens[i]));
      }
    }
  }

  /** The state that the next window starts from. */
  CarriedState state() {
    return new CarriedState(model, graph);
  }

  /** Frees what a backward would have needed. */
  void release() {
    graph.clear();
    pending.ifPresent(
        last -> {
          last.masks().close();
          last.penalties().gradient().close();
          free(last.activations());
        });
    pending = Optional.empty();
  }

  /**
   * At once: they lie outside the heap, where the garbage collector does not see their size. The
   * memory behind a view, which ND4J would leave alone, is as much the window's own.
   */
  private static void free(Map<String, INDArray> activations) {
    for (INDArray activation : activations.values()) {
      DataBuffer data = activation.data();
      DataBuffer whole = requireNonNullElse(data.originalDataBuffer(), data);
      if (whole.closeable()) {
        whole.close();
      }
    }
  }
}
