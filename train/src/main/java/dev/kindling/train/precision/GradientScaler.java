package dev.kindling.train.precision;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;

/** Scales the losses of one loop and takes the scale out of its gradients. Not thread-safe. */
public final class GradientScaler {
  private static final int PIECE = 4096;
  private static final int SIGN = 0x80000000;
  private static final int INFINITY = 0x7f800000;

  private final LossScaling scaling;
  private final float[] piece = new float[PIECE];
  private LossScale state;

  /** Goes on from a state. */
  public GradientScaler(LossScaling scaling, LossScale state) {
    this.scaling = requireNonNull(scaling, "scaling");
    this.state = requireNonNull(state, "state");
  }

  /** What the next loop goes on from. */
  public LossScale state() {
    return state;
  }

  /** The loss gradient times the scale; the same array where nothing is scaled. */
  public float[] scaled(float[] lossGradient) {
    if (!scaling.active()) {
      return lossGradient;
    }
    float scale = (float) state.scale();
    float[] scaled = new float[lossGradient.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = lossGradient[i] * scale;
    }
    return scaled;
  }

  /**
   * Divides the gradient by the scale, in place; what moves running statistics has none.
   *
   * @return whether the step may be taken; if not, the gradient is spoilt and the scale lowered
   */
  public boolean unscale(ParameterLayout layout, FloatBuffer gradient) {
    if (!scaling.active()) {
      return true;
    }
    for (Span span : layout.spans()) {
      float scale = span.kind().learned() ? (float) state.scale() : 1;
      for (int from = span.offset(); from < span.end(); from += PIECE) {
        int length = Math.min(PIECE, span.end() - from);
        gradient.get(from, piece, 0, length);
        if (!finite(piece, length)) {
          state = scaling.afterOverflow(state);
          return false;
        }
        if (scale != 1) {
          divide(piece, length, scale);
          gradient.put(from, piece, 0, length);
        }
      }
    }
    return true;
  }

  /** A step was taken. */
  public void stepped() {
    state = scaling.afterStep(state);
  }

  private static void divide(float[] values, int length, float by) {
    for (int i = 0; i < length; i++) {
      values[i] /= by;
    }
  }

  /** By the bits, so that the compiler can compare many at a time. */
  private static boolean finite(float[] values, int length) {
    int highest = 0;
    for (int i = 0; i < length; i++) {
      highest = Math.max(highest, Float.floatToRawIntBits(values[i]) & ~SIGN);
    }
    return highest < INFINITY;
  }
}
