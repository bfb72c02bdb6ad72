package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;

/**
 * A graph's flat parameters and gradient, float32, in which stages read and write in place.
 *
 * @param layout what lies where in both
 */
record FlatVectors(ParameterLayout layout, FloatPointer parameters, FloatPointer gradient) {
  /** The place of a layer's parameter. */
  Span span(String layer, String name) {
    return layout.spans().stream()
        .filter(span -> span.layer().equals(layer) && span.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("No parameter %s/%s".formatted(layer, name)));
  }

  /** A parameter, read as that. */
  Tensor parameter(String layer, String name, memory.desc desc) {
    return new Tensor(desc, Region.at(parameters.getPointer((long) span(layer, name).offset())));
  }

  /** The gradient of a parameter, written as that. */
  Tensor gradient(String layer, String name, memory.desc desc) {
    return new Tensor(desc, Region.at(gradient.getPointer((long) span(layer, name).offset())));
  }
}
