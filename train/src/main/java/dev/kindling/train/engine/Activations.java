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
}
