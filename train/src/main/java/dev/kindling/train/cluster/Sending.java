package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker sends at the end of a round. Where its change is compressed, what was left out
 * before is added to it, and what is left out now is kept for the next round: error feedback (Seide
 * et al.: "1-Bit Stochastic Gradient Descent", 2014; Karimireddy et al., 2019). So the sum of what
 * was sent never differs from the sum of the changes by more than one round's rounding.
 */
final class Sending {
  /** Numbers compared at a time, since buffers are slower to read one by one than arrays. */
  private static final int SOME = 4096;

  private final List<byte[]> slices;
  private final byte[] unsent;
  private final double squaredLength;

  private Sending(List<byte[]> slices, byte[] unsent, double squaredLength) {
    this.slices = slices;
    this.unsent = unsent;
    this.squaredLength = squaredLength;
  }

  /**
   * Of a worker's state after a round.
   *
   * @param before the parameters that the round began with
   * @param parameters those at its end
   * @param optimizer the optimizer's vectors at its end
   * @param memory with what was left out before
   */
  static Sending of(
      SliceFormat format,
      FloatBuffer before,
      FloatBuffer parameters,
      float[][] optimizer,
      WorkerMemory memory) {
    Slices cut = format.slices();
    byte[] unsent = new byte[format.compresses() ? Float.BYTES * format.layout().size() : 0];
    List<byte[]> slices = new ArrayList<>();
    double squaredLength = 0;
    for (int slice = 0; slice < cut.count(); slice++) {
      int vector = cut.vector(slice);
      if (vector > 0) {
        slices.add(format.exact(slice, FloatBuffer.wrap(optimizer[vector - 1])));
      } else if (format.compresses()) {
        int from = cut.from(slice);
        float[] change = change(before, parameters, memory, from, cut.to(slice));
        byte[] bytes = format.compress(slice, change);
        float[] sent = format.decompress(slice, bytes);
        squaredLength += squaredLength(format.layout(), sent, from);
        subtract(sent, change);
        WireState.floats(unsent).put(from, change);
        slices.add(bytes);
      } else {
        slices.add(format.exact(slice, parameters));
        squaredLength +=
            squaredDistance(format.layout(), parameters, before, cut.from(slice), cut.to(slice));
      }
    }
    return new Sending(slices, unsent, squaredLength);
  }

  /** The change of this round and what was left out before, of the parameters [from, to). */
  private static float[] change(
      FloatBuffer before, FloatBuffer parameters, WorkerMemory memory, int from, int to) {
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

  /** Over what is learned of the parameters [from, to). */
  static double squaredDistance(
      ParameterLayout layout, FloatBuffer a, FloatBuffer b, int from, int to) {
    float[] some = new float[SOME];
    float[] others = new float[SOME];
    double sum = 0;
    for (Span span : layout.spans()) {
      int end = Math.min(to, span.end());
      for (int at = Math.max(from, span.offset()); at < end && span.kind().learned(); at += SOME) {
        int count = Math.min(SOME, end - at);
        a.get(at, some, 0, count);
        b.get(at, others, 0, count);
        sum += squaredDistance(some, others, count);
      }
    }
    return sum;
  }

  /** In four sums, which do not wait for one another. */
  private static double squaredDistance(float[] a, float[] b, int count) {
    double first = 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      first += square((double) a[i] - b[i]);
      second += square((double) a[i + 1] - b[i + 1]);
      third += square((double) a[i + 2] - b[i + 2]);
      fourth += square((double) a[i + 3] - b[i + 3]);
    }
    for (; i < count; i++) {
      first += square((double) a[i] - b[i]);
    }
    return first + second + (third + fourth);
  }

  private static double square(double value) {
    return value * value;
  }

  /** Of the parameters from there on, over what is learned. */
  private static double squaredLength(ParameterLayout layout, float[] values, int from) {
    double sum = 0;
    for (Span span : layout.spans()) {
      int begin = Math.max(from, span.offset());
      int end = Math.min(from + values.length, span.end());
      for (int i = begin; i < end && span.kind().learned(); i++) {
        sum += square(values[i - from]);
      }
    }
    return sum;
  }

  /** Of the change that is sent, over what is learned. */
  double squaredLength() {
    return squaredLength;
  }

  /** What is left out, for the next round, as little-endian bytes; empty without compression. */
  byte[] unsent() {
    return unsent;
  }

  /**
   * As they travel.
   *
   * @param examples that the worker learned from
   * @param steps that its optimizer has taken
   */
  List<Part.Slice> slices(int worker, long examples, long steps) {
    List<Part.Slice> parts = new ArrayList<>();
    for (int slice = 0; slice < slices.size(); slice++) {
      parts.add(new Part.Slice(slice, worker, examples, steps, slices.get(slice)));
    }
    return parts;
  }
}
