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
  private final List<byte[]> slices;
  private final float[] unsent;
  private final double squaredLength;

  private Sending(List<byte[]> slices, float[] unsent, double squaredLength) {
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
    float[] change = format.compresses() ? change(before, parameters, memory) : new float[0];
    float[] unsent = change.clone();
    List<byte[]> slices = new ArrayList<>();
    for (int slice = 0; slice < cut.count(); slice++) {
      int vector = cut.vector(slice);
      if (vector > 0) {
        slices.add(format.exact(slice, FloatBuffer.wrap(optimizer[vector - 1])));
      } else if (format.compresses()) {
        slices.add(format.compress(slice, unsent));
      } else {
        slices.add(format.exact(slice, parameters));
      }
    }
    double squaredLength =
        format.compresses()
            ? squaredDistance(format.layout(), FloatBuffer.wrap(change), FloatBuffer.wrap(unsent))
            : squaredDistance(format.layout(), parameters, before);
    return new Sending(slices, unsent, squaredLength);
  }

  /** The change of this round and what was left out before. */
  private static float[] change(FloatBuffer before, FloatBuffer parameters, WorkerMemory memory) {
    float[] change = new float[parameters.remaining()];
    float[] left = memory.unsent(change.length);
    for (int i = 0; i < change.length; i++) {
      change[i] = parameters.get(i) - before.get(i) + left[i];
    }
    return change;
  }

  /** Over what is learned. */
  static double squaredDistance(ParameterLayout layout, FloatBuffer a, FloatBuffer b) {
    double sum = 0;
    for (Span span : layout.spans()) {
      for (int i = span.offset(); i < span.end() && span.kind().learned(); i++) {
        double difference = (double) a.get(i) - b.get(i);
        sum += difference * difference;
      }
    }
    return sum;
  }

  /** Of the change that is sent, over what is learned. */
  double squaredLength() {
    return squaredLength;
  }

  /** What is left out, for the next round; empty without compression. */
  float[] unsent() {
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
