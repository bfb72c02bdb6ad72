package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;

/**
 * A model's flat parameters and gradient, float32.
 *
 * @param layout what lies where in both
 */
record FlatVectors(ParameterLayout layout, Slab parameters, Slab gradient)
    implements AutoCloseable {
  /** All zero. */
  static FlatVectors of(ParameterLayout layout) {
    return new FlatVectors(
        layout,
        Slab.of(Descriptions.FLOAT, layout.size()),
        Slab.of(Descriptions.FLOAT, layout.size()));
  }

  /** The place of a layer's parameter. */
  Span span(String layer, String name) {
    return layout.spans().stream()
        .filter(span -> span.layer().equals(layer) && span.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No parameter %s/%s".formatted(layer, name)));
  }

  FloatBuffer parameterFloats() {
    return floats(parameters);
  }

  FloatBuffer gradientFloats() {
    return floats(gradient);
  }

  private FloatBuffer floats(Slab slab) {
    return slab.floats().limit(layout.size());
  }

  @Override
  public void close() {
    parameters.close();
    gradient.close();
  }
}
