package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;

/** A linear layer of a head: small, so plain Java. */
final class LinearLayer {
  private final FloatBuffer parameters;
  private final FloatBuffer gradient;
  private final Span weights;
  private final Span bias;
  private final int outputs;
  private final int inputs;

  LinearLayer(FlatVectors vectors, String layer) {
    this.parameters = vectors.parameterFloats();
    this.gradient = vectors.gradientFloats();
    this.weights = vectors.span(layer, "W");
    this.bias = vectors.span(layer, "b");
    this.outputs = weights.shape().get(0);
    this.inputs = weights.shape().get(1);
  }

  /** {@code [rows, outputs]} from {@code [rows, inputs]}. */
  float[] forward(float[] values) {
    int rows = values.length / inputs;
    float[] matrix = read(weights);
    float[] results = new float[rows * outputs];
    for (int row = 0; row < rows; row++) {
      for (int out = 0; out < outputs; out++) {
        float sum = parameters.get(bias.offset() + out);
        for (int in = 0; in < inputs; in++) {
          sum += matrix[out * inputs + in] * values[row * inputs + in];
        }
        results[row * outputs + out] = sum;
      }
    }
    return results;
  }

  /** Writes the gradient by the parameters; gives that by the inputs. */
  float[] backward(float[] values, float[] slopes) {
    int rows = values.length / inputs;
    float[] matrix = read(weights);
    float[] into = new float[values.length];
    float[] byWeights = new float[matrix.length];
    float[] byBias = new float[outputs];
    for (int row = 0; row < rows; row++) {
      for (int out = 0; out < outputs; out++) {
        float slope = slopes[row * outputs + out];
        byBias[out] += slope;
        for (int in = 0; in < inputs; in++) {
          into[row * inputs + in] += slope * matrix[out * inputs + in];
          byWeights[out * inputs + in] += slope * values[row * inputs + in];
        }
      }
    }
    gradient.put(weights.offset(), byWeights);
    gradient.put(bias.offset(), byBias);
    return into;
  }

  private float[] read(Span span) {
    float[] values = new float[span.length()];
    parameters.get(span.offset(), values);
    return values;
  }
}
