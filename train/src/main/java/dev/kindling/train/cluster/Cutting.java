package dev.kindling.train.cluster;

import java.nio.FloatBuffer;

/**
 * Cuts a worker's state into slices. What is looked at, compared and copied is so in one go, while
 * it is near the processor.
 */
final class Cutting {
  /** Numbers at a time, since buffers are slower to read one by one than arrays. */
  private static final int SOME = 4096;

  private final SliceFormat format;
  private final Slices cut;
  private final FloatBuffer before;
  private final FloatBuffer parameters;
  private final WorkerMemory memory;
  private final byte[] unsent;
  private final float[] some = new float[SOME];
  private final float[] others = new float[SOME];
  private double squaredLength;
  private boolean finite = true;

  /** Takes what {@link Sending#of} takes. */
  Cutting(SliceFormat format, FloatBuffer before, FloatBuffer parameters, WorkerMemory memory) {
    this.format = format;
    this.before = before;
    this.parameters = parameters;
    this.memory = memory;
    cut = format.slices();
    unsent = new byte[format.compresses() ? Float.BYTES * format.layout().size() : 0];
  }

  /** A slice of one of the optimizer's vectors. */
  byte[] exact(int slice, float[] vector) {
    FloatBuffer values =
        FloatBuffer.wrap(vector).slice(cut.from(slice), cut.to(slice) - cut.from(slice));
    finite &= Finite.all(values);
    return WireState.encode(values);
  }

  /** Looks at what is not sent. */
  void look(float[] vector) {
    finite &= Finite.all(vector, vector.length);
  }

  /** A slice of the parameters as they are. */
  byte[] exact(int slice) {
    int to = cut.to(slice);
    byte[] bytes = new byte[Float.BYTES * (to - cut.from(slice))];
    FloatBuffer target = WireState.floats(bytes);
    for (int from = cut.from(slice); from < to; from += SOME) {
      int count = Math.min(SOME, to - from);
      parameters.get(from, some, 0, count);
      before.get(from, others, 0, count);
      finite &= Finite.all(some, count);
      squaredLength +=
          SquaredLength.between(format.layout(), some, others, from, from, from + count);
      target.put(some, 0, count);
    }
    return bytes;
  }

  /** A slice of the parameters' change, compressed; no bytes if it is not finite. */
  byte[] compressed(int slice) {
    int from = cut.from(slice);
    float[] change = change(from, cut.to(slice));
    finite &= Finite.all(change, change.length);
    if (!finite) {
      return new byte[0];
    }
    byte[] bytes = format.compress(slice, change);
    float[] sent = format.decompress(slice, bytes);
    squaredLength += SquaredLength.of(format.layout(), sent, from);
    subtract(sent, change);
    WireState.floats(unsent).put(from, change);
    return bytes;
  }

  /** The change of this round and what was left out before, of the parameters [from, to). */
  private float[] change(int from, int to) {
    float[] change = new float[to - from];
    float[] old = new float[to - from];
    float[] left = memory.unsent(from, to);
    parameters.get(from, change);
    before.get(from, old);
    for (int i = 0; i < change.length; i++) {
      change[i] = change[i] - old[i] + left[i];
    }
    return change;
  }

  private static void subtract(float[] sent, float[] change) {
    for (int i = 0; i < change.length; i++) {
      change[i] -= sent[i];
    }
  }

  /** Whether all that was cut so far are finite numbers. */
  boolean finite() {
    return finite;
  }

  /** Of the change that was cut so far, over what is learned. */
  double squaredLength() {
    return squaredLength;
  }

  /** What compression leaves out, as little-endian bytes; empty without it. */
  byte[] unsent() {
    return unsent;
  }
}
