package dev.kindling.train.cluster;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a worker sends at the end of a round. Where its change is compressed, what was left out
 * before is added to it, and what is left out now is kept for the next round: error feedback (Seide
 * et al.: "1-Bit Stochastic Gradient Descent", 2014; Karimireddy et al., 2019). So the sum of what
 * was sent never differs from the sum of the changes by more than one round's rounding.
 */
final class Sending {
  private final List<byte[]> slices;
  private final byte[] unsent;
  private final double squaredLength;

  private Sending(List<byte[]> slices, byte[] unsent, double squaredLength) {
    this.slices = slices;
    this.unsent = unsent;
    this.squaredLength = squaredLength;
  }

  /**
   * Of a worker's state after a round; empty if there is an infinite number in it, or none.
   *
   * @param before the parameters that the round began with
   * @param parameters those at its end
   * @param optimizer the optimizer's vectors at its end
   * @param memory with what was left out before
   */
  static Optional<Sending> of(
      SliceFormat format,
      FloatBuffer before,
      FloatBuffer parameters,
      float[][] optimizer,
      WorkerMemory memory) {
    Slices cut = format.slices();
    Cutting cutting = new Cutting(format, before, parameters, memory);
    List<byte[]> slices = new ArrayList<>();
    for (int slice = 0; slice < cut.count() && cutting.finite(); slice++) {
      int vector = cut.vector(slice);
      if (vector > 0) {
        slices.add(cutting.exact(slice, optimizer[vector - 1]));
      } else {
        slices.add(format.compresses() ? cutting.compressed(slice) : cutting.exact(slice));
      }
    }
    for (int vector = cut.vectors(); vector <= optimizer.length; vector++) {
      cutting.look(optimizer[vector - 1]); // kept or thrown away, but not sent
    }
    return cutting.finite()
        ? Optional.of(new Sending(slices, cutting.unsent(), cutting.squaredLength()))
        : Optional.empty();
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
