package dev.kindling.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import dev.kindling.train.text.Dropouts;
import dev.kindling.train.text.SlowAwdLstm;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LanguageGraphTest {
  private static final AwdLstm MODEL =
      AwdLstm.of(11, 4, 6, 3).dropouts(new Dropouts(0.3, 0.25, 0.2, 0.15, 0.4)).penalties(2, 1);

  @Test
  void gradientAgreesWithFiniteDifferencesForEveryParameter() {
    TokenBatch first = LanguageWindows.window(3, 4, MODEL.vocab(), 1);
    TokenBatch second = LanguageWindows.window(3, 5, MODEL.vocab(), 2);
    LanguageGraph graph = graph(MODEL);
    SlowAwdLstm slow = SlowAwdLstm.of(MODEL, LanguageWindows.parameters(MODEL, 0.8, 3));
    DropoutMasks before = new DropoutMasks(MODEL.dropouts(), new Seed(4));
    DropoutMasks masks = new DropoutMasks(MODEL.dropouts(), new Seed(5));

    graph.forward(first, before);
    graph.forward(second, masks);
    graph.backward(3);

    double[] state = slow.run(first, Optional.of(before), new double[0]).state();
    double[] slopes = slow.slopes(second, masks, state);
    INDArray gradient = graph.graph().getFlattenedGradients();
    for (Span span : MODEL.layout().spans()) {
      for (int i = span.offset(); i < span.end(); i++) {
        assertThat(gradient.getDouble(i) / 3)
            .as("%s at %d", span.path(), i - span.offset())
            .isCloseTo(slopes[i], within(1e-9));
      }
    }
    graph.release();
  }

  @Test
  void forwardAgreesWithTheFormulasToRounding() {
    TokenBatch window = LanguageWindows.window(3, 5, MODEL.vocab(), 2);
    LanguageGraph graph = graph(MODEL);
    SlowAwdLstm slow = SlowAwdLstm.of(MODEL, LanguageWindows.parameters(MODEL, 0.8, 3));
    DropoutMasks masks = new DropoutMasks(MODEL.dropouts(), new Seed(5));

    TokenScores scores = graph.forward(window, masks);

    SlowAwdLstm.Pass expected = slow.run(window, Optional.of(masks), new double[0]);
    assertThat(scores.lossSum()).isCloseTo(expected.lossSum(), within(1e-11));
    assertThat(scores.correct()).isEqualTo(expected.correct());
    assertThat(scores.activationPenalty()).isCloseTo(expected.activationPenalty(), within(1e-12));
    assertThat(scores.temporalPenalty()).isCloseTo(expected.temporalPenalty(), within(1e-12));
    assertThat(graph.state().values()).containsExactly(expected.state(), within(1e-12));
    graph.release();
  }

  @Test
  void evaluatesWithoutDropoutOrPenalties() {
    TokenBatch window = LanguageWindows.window(2, 3, MODEL.vocab(), 2);
    LanguageGraph graph = graph(MODEL);
    SlowAwdLstm slow = SlowAwdLstm.of(MODEL, LanguageWindows.parameters(MODEL, 0.8, 3));
    graph.forward(window, new DropoutMasks(MODEL.dropouts(), new Seed(5)));
    graph.state().restore(new double[0]);

    TokenScores scores = graph.evaluate(window);

    SlowAwdLstm.Pass expected = slow.run(window, Optional.empty(), new double[0]);
    assertThat(scores.lossSum()).isCloseTo(expected.lossSum(), within(1e-11));
    assertThat(scores.activationPenalty()).isZero();
    assertThat(scores.temporalPenalty()).isZero();
  }

  @Test
  void freesTheActivationsOfAStepAndWhatIsBehindViews() {
    LanguageGraph graph = graph(MODEL);
    graph.forward(
        LanguageWindows.window(3, 5, MODEL.vocab(), 2),
        new DropoutMasks(MODEL.dropouts(), new Seed(5)));
    INDArray embedded = graph.graph().getVertex(AwdLstm.WORD_DROPOUT).getInputs()[0];
    INDArray dropped = graph.graph().getVertex(AwdLstm.DECODER).getInputs()[0];
    assertThat(embedded.isView()).isTrue();
    assertThat(dropped.wasClosed()).isFalse();

    graph.backward(1);

    assertThat(dropped.wasClosed()).isTrue();
    assertThat(embedded.data().originalDataBuffer().wasClosed()).isTrue();
  }

  @Test
  void layersSeeTheirPartOfTheFlatParameters() {
    AwdLstm model = AwdLstm.of(5, 2, 3, 2);
    LanguageGraph graph = new LanguageGraph(model, DataType.DOUBLE);
    INDArray flat = graph.graph().params();
    for (int i = 0; i < flat.length(); i++) {
      flat.putScalar(i, i);
    }

    // Row-major [vocab, embedding] and, in DL4J's columns, row-major [4 * out, in].
    assertThat(at(model, "embedding/W", 3 * 2 + 1))
        .isEqualTo(graph.graph().getLayer("embedding").getParam("W").getDouble(3, 1));
    assertThat(at(model, "lstm0/W", 7 * 2 + 1))
        .isEqualTo(graph.graph().getLayer("lstm0").getParam("W").getDouble(1, 7));
    assertThat(at(model, "lstm1/RW", 7 * 2 + 1))
        .isEqualTo(graph.graph().getLayer("lstm1").getParam("RW").getDouble(1, 7));
    assertThat(at(model, "lstm1/b", 6))
        .isEqualTo(graph.graph().getLayer("lstm1").getParam("b").getDouble(6));
    assertThat(at(model, "decoder/b", 4))
        .isEqualTo(graph.graph().getVertex("decoder").params().getDouble(4));
    assertThat(flat.length()).isEqualTo(model.layout().size());
  }

  private static double at(AwdLstm model, String path, int index) {
    return model.layout().spans().stream()
        .filter(span -> span.path().equals(path))
        .mapToInt(span -> span.offset() + index)
        .findFirst()
        .orElseThrow();
  }

  private static LanguageGraph graph(AwdLstm model) {
    LanguageGraph graph = new LanguageGraph(model, DataType.DOUBLE);
    graph
        .graph()
        .params()
        .assign(
            Nd4j.createFromArray(LanguageWindows.parameters(model, 0.8, 3))
                .castTo(DataType.DOUBLE)
                .reshape(1, -1));
    return graph;
  }
}
