package dev.kindling.train.engine.onednn.sequence;

/**
 * Hyperbolic tangent and logistic function, over parts of arrays, in place.
 *
 * <p>A quotient of polynomials, fitted for the least relative error in float32: within 4e-7 of the
 * true value. Only operations that the compiler turns into vector instructions.
 */
final class Curves {
  /** From here on the tangent is 1 but for rounding. */
  private static final float FLAT = 8;

  private static final float P1 = 0.13444497f;
  private static final float P2 = 3.571597e-3f;
  private static final float P3 = 2.1894642e-5f;
  private static final float P4 = 1.5230389e-8f;
  private static final float Q1 = 0.46777824f;
  private static final float Q2 = 2.6164439e-2f;
  private static final float Q3 = 3.4112898e-4f;
  private static final float Q4 = 8.5224354e-7f;

  private Curves() {}

  /** The hyperbolic tangent of each element of a part of an array. */
  static void tanh(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = Math.min(FLAT, Math.max(-FLAT, values[i]));
      float s = x * x;
      values[i] =
          x
              * ((((P4 * s + P3) * s + P2) * s + P1) * s + 1)
              / ((((Q4 * s + Q3) * s + Q2) * s + Q1) * s + 1);
    }
  }

  /** The same, into another array. */
  static void tanh(float[] values, float[] results, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = Math.min(FLAT, Math.max(-FLAT, values[i]));
      float s = x * x;
      results[i] =
          x
              * ((((P4 * s + P3) * s + P2) * s + P1) * s + 1)
              / ((((Q4 * s + Q3) * s + Q2) * s + Q1) * s + 1);
    }
  }

  /** 1 / (1 + exp(-x)) of each element of a part of an array. */
  static void logistic(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      float x = Math.min(FLAT, Math.max(-FLAT, 0.5f * values[i]));
      float s = x * x;
      values[i] =
          0.5f
              + 0.5f
                  * x
                  * ((((P4 * s + P3) * s + P2) * s + P1) * s + 1)
                  / ((((Q4 * s + Q3) * s + Q2) * s + Q1) * s + 1);
    }
  }
}
