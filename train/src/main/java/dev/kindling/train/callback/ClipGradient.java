package dev.kindling.train.callback;

import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;

/**
 * Shortens the gradient where it is too long: if the Euclidean norm over all learned parameters is
 * above the limit, all are multiplied by {@code limit / (norm + 1e-6)}. Pascanu, Mikolov, Bengio:
 * "On the difficulty of training recurrent neural networks", 2013.
 *
 * @param limit the norm that is left alone, above 0
 */
public record ClipGradient(double limit) implements Callback {
  private static final double EPSILON = 1e-6;
  private static final int PIECE = 1 << 14;

  public ClipGradient {
    if (!(limit > 0 && Double.isFinite(limit))) {
      throw new IllegalArgumentException(
          "ClipGradient limit must be above 0 and finite, got " + limit);
    }
  }

  @Override
  public void afterBackward(TrainingState state) {
    FloatBuffer gradient = state.gradient();
    float[] piece = new float[PIECE];
    double squares = 0;
    for (Span span : state.layout().spans()) {
      if (span.kind().learned()) {
        squares += squares(gradient, span, piece);
      }
    }
    double norm = Math.sqrt(squares);
    if (norm > limit) {
      for (Span span : state.layout().spans()) {
        if (span.kind().learned()) {
          multiply(gradient, span, (float) (limit / (norm + EPSILON)), piece);
        }
      }
    }
  }

  private static double squares(FloatBuffer gradient, Span span, float[] piece) {
    double sum = 0;
    for (int from = span.offset(); from < span.end(); from += PIECE) {
      int length = Math.min(PIECE, span.end() - from);
      gradient.get(from, piece, 0, length);
      for (int i = 0; i < length; i++) {
        sum += (double) piece[i] * piece[i];
      }
    }
    return sum;
  }

  private static void multiply(FloatBuffer gradient, Span span, float factor, float[] piece) {
    for (int from = span.offset(); from < span.end(); from += PIECE) {
      int length = Math.min(PIECE, span.end() - from);
      gradient.get(from, piece, 0, length);
      for (int i = 0; i < length; i++) {
        piece[i] *= factor;
      }
      gradient.put(from, piece, 0, length);
    }
  }
}
