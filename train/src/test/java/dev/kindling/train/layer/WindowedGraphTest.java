package dev.kindling.train.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.text.AwdLstm;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WindowedGraphTest {
  private static final AwdLstm MODEL = AwdLstm.of(6, 2, 3, 2);

  @Test
  void comesBackFromTheJsonOfItsConfiguration() {
    WindowedGraph graph = graph();

    ComputationGraphConfiguration read =
        ComputationGraphConfiguration.fromJson(graph.getConfiguration().toJson());
    WindowedGraph other = new WindowedGraph(read);
    other.init(graph.params(), true);

    assertThat(logits(other, 1, 2, 3)).isEqualTo(logits(graph, 1, 2, 3));
  }

  @Test
  void goesOnWhereTheLastWindowEnded() {
    WindowedGraph graph = graph();
    INDArray whole = logits(graph, 1, 2, 3, 4);
    graph.rnnClearPreviousState();

    logits(graph, 1, 2);
    INDArray second = logits(graph, 3, 4);

    for (int step = 0; step < 2; step++) {
      for (int token = 0; token < 6; token++) {
        assertThat(second.getDouble(0, token, step))
            .isCloseTo(whole.getDouble(0, token, step + 2), within(1e-12));
      }
    }
  }

  @Test
  void decodesWithTheEmbeddingsOwnMatrix() {
    WindowedGraph graph = graph();
    Map<String, INDArray> computed = graph.forward(false, tokens(4));
    INDArray features = computed.get("features");
    INDArray matrix = graph.getLayer("embedding").getParam("W");
    double bias = graph.params().getDouble(MODEL.layout().size() - 6 + 5);

    double expected =
        bias
            + matrix.getDouble(5, 0) * features.getDouble(0, 0, 0)
            + matrix.getDouble(5, 1) * features.getDouble(0, 1, 0);

    assertThat(computed.get("decoder").getDouble(0, 5, 0)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void asksForMasksInTrainingMode() {
    WindowedGraph graph = graph();

    assertThatThrownBy(() -> graph.forward(true, tokens(1, 2)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mask");
  }

  @Test
  void hasNoStateForALayerThatIsNotRecurrent() {
    assertThatThrownBy(() -> graph().state("embedding"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"embedding\"");
  }

  private static INDArray logits(WindowedGraph graph, int... tokens) {
    return graph.forward(false, tokens(tokens)).get("decoder").dup('c');
  }

  private static INDArray tokens(int... tokens) {
    return Nd4j.createFromArray(tokens).reshape(1, tokens.length);
  }

  private static WindowedGraph graph() {
    WindowedGraph graph = MODEL.graph(DataType.DOUBLE);
    for (int i = 0; i < graph.params().length(); i++) {
      graph.params().putScalar(i, Math.sin(i));
    }
    return graph;
  }
}
