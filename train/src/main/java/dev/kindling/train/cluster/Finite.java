package dev.kindling.train.cluster;

import java.nio.FloatBuffer;

/** Tells whether numbers are numbers. */
final class Finite {
  private Finite() {}

  /** Whether none is infinite or not a number. */
  static boolean all(FloatBuffer values) {
    for (int i = values.position(); i < values.limit(); i++) {
      if (!Float.isFinite(values.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the parameters and all that the optimizer remembers are finite. */
  static boolean all(FloatBuffer parameters, float[][] vectors) {
    if (!all(parameters)) {
      return false;
    }
    for (float[] vector : vectors) {
      if (!all(FloatBuffer.wrap(vector))) {
        return false;
      }
    }
    return true;
  }
}
