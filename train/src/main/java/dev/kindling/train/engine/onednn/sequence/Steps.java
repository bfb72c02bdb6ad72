package dev.kindling.train.engine.onednn.sequence;

/**
 * An array for each step of a window. With fewer arrays than steps, the steps take turns: enough
 * where only the last one or two are looked at.
 */
@SuppressWarnings("ArrayRecordComponent")
record Steps(float[][] arrays) {
  /** So many arrays of that length, zero at first. */
  static Steps of(int arrays, int length) {
    return new Steps(new float[arrays][length]);
  }

  /** The live array of a step. */
  float[] at(int step) {
    return arrays[step % arrays.length];
  }
}
