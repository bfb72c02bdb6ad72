package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;

/** Squared lengths of changes of parameters, over what is learned: running statistics are not. */
final class SquaredLength {
  private SquaredLength() {}

  /**
   * Of what leads from one to the other.
   *
   * @param first which parameter the arrays begin with
   * @param from the first parameter that counts
   * @param to the first behind those that count
   */
  static double between(ParameterLayout layout, float[] a, float[] b, int first, int from, int to) {
    double sum = 0;
    for (Span span : layout.spans()) {
      int begin = Math.max(from, span.offset());
      int end = Math.min(to, span.end());
      if (begin < end && span.kind().learned()) {
        sum += between(a, b, begin - first, end - first);
      }
    }
    return sum;
  }

  /** In four sums, which do not wait for one another. */
  private static double between(float[] a, float[] b, int from, int to) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      first += square((double) a[i] - b[i]);
      second += square((double) a[i + 1] - b[i + 1]);
      third += square((double) a[i + 2] - b[i + 2]);
      fourth += square((double) a[i + 3] - b[i + 3]);
    }
    for (; i < to; i++) {
      first += square((double) a[i] - b[i]);
    }
    return first + second + (third + fourth);
  }

  /**
   * Of a change.
   *
   * @param first which parameter it begins with
   */
  static double of(ParameterLayout layout, float[] change, int first) {
    double sum = 0;
    for (Span span : layout.spans()) {
      int begin = Math.max(first, span.offset());
      int end = Math.min(first + change.length, span.end());
      for (int i = begin; i < end && span.kind().learned(); i++) {
        sum += square(change[i - first]);
      }
    }
    return sum;
  }

  private static double square(double value) {
    return value * value;
  }
}
