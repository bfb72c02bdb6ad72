package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Locale;

/** Flat vectors and layouts for tests of optimizers. */
final class Vectors {
  private Vectors() {}

  static FloatBuffer buffer(float... values) {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(4 * values.length).order(ByteOrder.nativeOrder()).asFloatBuffer();
    return buffer.put(0, values);
  }

  static float[] values(FloatBuffer buffer) {
    float[] values = new float[buffer.capacity()];
    buffer.get(0, values);
    return values;
  }

  static Span span(String layer, Kind kind, int offset, int length) {
    return new Span(
        layer, kind.name().toLowerCase(Locale.ROOT), kind, offset, length, List.of(length));
  }

  /** One tensor of weights. */
  static ParameterLayout weights(int length) {
    return new ParameterLayout(List.of(span("fc", Kind.WEIGHT, 0, length)));
  }

  /** Takes the steps and gives the parameters after the last. */
  static float[] run(Optimizer optimizer, float[] start, float[][] gradients, Hypers... hypers) {
    ParameterLayout layout = weights(start.length);
    OptimizerState state = optimizer.start(layout);
    FloatBuffer parameters = buffer(start);
    for (int i = 0; i < gradients.length; i++) {
      optimizer.step(
          layout, parameters, buffer(gradients[i]), state, hypers[Math.min(i, hypers.length - 1)]);
    }
    return values(parameters);
  }
}
