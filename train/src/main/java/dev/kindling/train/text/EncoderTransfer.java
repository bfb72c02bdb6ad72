package dev.kindling.train.text;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The encoder of a trained language model, its embedding and LSTMs, as the start of another model
 * that has the same layers, such as a classifier.
 */
public final class EncoderTransfer {
  private EncoderTransfer() {}

  /**
   * Parameters with the encoder's in place.
   *
   * @param model the language model
   * @param parameters of it, laid out as {@link AwdLstm#layout}; left alone
   * @param layout of the other model
   * @param initial the other model's parameters; left alone
   * @return a fresh array, laid out as {@code layout}
   * @throws IllegalArgumentException if the other model lacks a layer of the encoder or has it in
   *     another size
   */
  public static float[] into(
      AwdLstm model, float[] parameters, ParameterLayout layout, float[] initial) {
    requireFit(model, parameters);
    if (initial.length != layout.size()) {
      throw new IllegalArgumentException(
          "The model to fill has %d parameters, got %d".formatted(layout.size(), initial.length));
    }
    Map<String, Span> targets =
        layout.spans().stream().collect(Collectors.toMap(Span::path, Function.identity()));
    float[] result = initial.clone();
    for (Span source : model.encoderSpans()) {
      Span target = targets.get(source.path());
      if (target == null) {
        throw new IllegalArgumentException(
            "The language model's encoder has %s %s, the model to fill lacks it; it has %s"
                .formatted(
                    source.path(),
                    source.shape(),
                    layout.spans().stream().map(Span::path).toList()));
      }
      requireShape(source, target.shape());
      System.arraycopy(parameters, source.offset(), result, target.offset(), source.length());
    }
    return result;
  }

  private static void requireShape(Span source, List<Integer> shape) {
    if (!source.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "%s is %s in the language model and %s in the model to fill: give both the same vocabulary, embedding, hidden and layers"
              .formatted(source.path(), source.shape(), shape));
    }
  }

  static void requireFit(AwdLstm model, float[] parameters) {
    if (parameters.length != model.layout().size()) {
      throw new IllegalArgumentException(
          "The language model has %d parameters, got %d"
              .formatted(model.layout().size(), parameters.length));
    }
  }
}
