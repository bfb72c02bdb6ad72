package dev.kindling.train.engine;

import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads from a DL4J graph what lies where in its flat parameters. DL4J lays layers out in
 * topological order and, in a layer, tensors in the order of its parameter table: convolution
 * weights {@code [out, in, row, column]} row-major; the weights of a dense layer {@code [in, out]}
 * column-major, which is {@code [out, in]} row-major and named so here.
 */
public final class GraphLayout {
  private GraphLayout() {}

  /**
   * The layout of the graph's {@code params()}.
   *
   * @throws IllegalArgumentException if a layer has a parameter of a name that is not known here
   */
  public static ParameterLayout of(ComputationGraph graph) {
    List<Span> spans = new ArrayList<>();
    for (int index : graph.topologicalSortOrder()) {
      GraphVertex vertex = graph.getVertices()[index];
      for (Map.Entry<String, INDArray> parameter : vertex.paramTable(false).entrySet()) {
        INDArray tensor = parameter.getValue();
        int offset = Math.toIntExact(tensor.offset());
        spans.add(span(vertex.getVertexName(), parameter.getKey(), offset, tensor));
      }
    }
    // The table of a depthwise convolution names its weights first; its bias lies first.
    spans.sort(Comparator.comparingInt(Span::offset));
    return new ParameterLayout(spans);
  }

  private static Span span(String layer, String name, int offset, INDArray tensor) {
    List<Integer> shape =
        new ArrayList<>(LongStream.of(tensor.shape()).mapToInt(Math::toIntExact).boxed().toList());
    Kind kind = kind(layer, name);
    if (kind == Kind.WEIGHT && shape.size() == 2) {
      java.util.Collections.reverse(shape);
    }
    return new Span(layer, name, kind, offset, Math.toIntExact(tensor.length()), shape);
  }

  private static Kind kind(String layer, String name) {
    return switch (name) {
      case "W" -> Kind.WEIGHT;
      case "b" -> Kind.BIAS;
      case "gamma" -> Kind.SCALE;
      case "beta" -> Kind.SHIFT;
      case "mean" -> Kind.RUNNING_MEAN;
      case "var" -> Kind.RUNNING_VARIANCE;
      default ->
          throw new IllegalArgumentException(
              "Layer %s has a parameter \"%s\" that no engine here knows".formatted(layer, name));
    };
  }
}
