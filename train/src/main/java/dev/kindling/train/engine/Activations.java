package dev.kindling.train.engine;

import java.util.List;

/**
 * The result of a layer for a batch, or the gradient of the loss by it. Owns its array.
 *
 * @param values row-major
 * @param shape {@code [batch, channels, rows, columns]} or {@code [batch, features]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Activations(float[] values, List<Integer> shape) {
  public Activations {
    shape = List.copyOf(shape);
  }

  /** These over a number; themselves if it is 1. */
  public Activations dividedBy(double number) {
    if (number == 1) {
      return this;
    }
    float[] divided = values.clone();
    for (int i = 0; i < divided.length; i++) {
      divided[i] /= (float) number;
    }
    return new Activations(divided, shape);
  }
}
