package dev.kindling.train.engine;

import java.io.Serializable;
import java.util.List;

/**
 * What lies where in a model's flat parameter vector: spans in order, without gaps.
 *
 * @param spans the tensors, in the order in which they lie
 */
public record ParameterLayout(List<Span> spans) implements Serializable {
  /** What a span of parameters does, and so how it is treated. */
  public enum Kind {
    /** Weights of a convolution or a linear layer. */
    WEIGHT,
    /** Biases. */
    BIAS,
    /** Batch norm's gamma. */
    SCALE,
    /** Batch norm's beta. */
    SHIFT,
    /** Batch norm's running mean: no gradient, moved by the forward pass. */
    RUNNING_MEAN,
    /** Batch norm's running variance: no gradient, moved by the forward pass. */
    RUNNING_VARIANCE;

    /** Whether an optimizer learns it; running statistics are not learned. */
    public boolean learned() {
      return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
    }
  }

  /**
   * One tensor.
   *
   * @param layer the layer's name in the graph
   * @param name the parameter's name in its layer
   * @param kind what it does
   * @param offset index of its first element in the flat vector
   * @param length elements
   * @param shape its extent, slowest first
   */
  public record Span(
      String layer, String name, Kind kind, int offset, int length, List<Integer> shape)
      implements Serializable {
    public Span {
      shape = List.copyOf(shape);
    }

    /** {@code layer/name}, unique in a model. */
    public String path() {
      return layer + "/" + name;
    }

    /** Index after the last element. */
    public int end() {
      return offset + length;
    }
  }

  public ParameterLayout {
    spans = List.copyOf(spans);
    int next = 0;
    for (Span span : spans) {
      if (span.offset() != next) {
        throw new IllegalArgumentException(
            "Span %s must start at %d, got %d".formatted(span.path(), next, span.offset()));
      }
      next = span.end();
    }
  }

  /** Elements of the flat vector, running statistics included. */
  public int size() {
    return spans.isEmpty() ? 0 : spans.get(spans.size() - 1).end();
  }

  /** Elements that are learned: the parameter count as papers give it. */
  public int learnedSize() {
    return spans.stream().filter(s -> s.kind().learned()).mapToInt(Span::length).sum();
  }
}
