package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.text.AwdLstm;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The embedding: a row of the matrix for each token, in and out. */
final class WordRows {
  private final int vocab;
  private final int features;
  private final int offset;
  private final FloatBuffer parameters;
  private final FloatBuffer gradient;
  private final float[] row;

  WordRows(FlatVectors vectors) {
    Span span = vectors.span(AwdLstm.EMBEDDING, "W");
    this.vocab = span.shape().get(0);
    this.features = span.shape().get(1);
    this.offset = span.offset();
    this.parameters = vectors.parameterFloats();
    this.gradient = vectors.gradientFloats();
    this.row = new float[features];
  }

  /**
   * Makes sure that tokens are in the vocabulary.
   *
   * @throws IllegalArgumentException if one is not
   */
  void check(int[] tokens) {
    for (int token : tokens) {
      if (token < 0 || token >= vocab) {
        throw new IllegalArgumentException(
            "Tokens must be in [0, %d), the model's vocabulary, got %d".formatted(vocab, token));
      }
    }
  }

  /** Writes the embedding of a token to a row of a matrix, times a factor. */
  void read(int token, float factor, float[] matrix, int at) {
    parameters.get(offset + token * features, row);
    for (int i = 0; i < features; i++) {
      matrix[at + i] = factor * row[i];
    }
  }

  /** Adds a row of a matrix, times a factor, to the gradient of a token's embedding. */
  void add(int token, float factor, float[] matrix, int at) {
    int place = offset + token * features;
    gradient.get(place, row);
    for (int i = 0; i < features; i++) {
      row[i] += factor * matrix[at + i];
    }
    gradient.put(place, row);
  }

  /** Sets the gradient to 0. */
  void clear() {
    Arrays.fill(row, 0);
    for (int token = 0; token < vocab; token++) {
      gradient.put(offset + token * features, row);
    }
  }
}
