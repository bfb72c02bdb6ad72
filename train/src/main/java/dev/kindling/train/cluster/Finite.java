package dev.kindling.train.cluster;

import java.nio.FloatBuffer;

/** Tells whether numbers are numbers. */
final class Finite {
  /** Numbers looked at at a time, since buffers are slower to read one by one than arrays. */
  private static final int SOME = 4096;

  private Finite() {}

  /** Whether none is infinite or not a number. */
  static boolean all(FloatBuffer values) {
    float[] some = new float[Math.min(SOME, values.remaining())];
    for (int at = values.position(); at < values.limit(); at += some.length) {
      int count = Math.min(some.length, values.limit() - at);
      values.get(at, some, 0, count);
      if (!all(some, count)) {
        return false;
      }
    }
    return true;
  }

  /** Whether none of the first so many is infinite or not a number. */
  static boolean all(float[] values, int count) {
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(values[i])) {
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
