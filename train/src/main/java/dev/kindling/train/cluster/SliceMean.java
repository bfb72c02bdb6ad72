package dev.kindling.train.cluster;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The mean of what workers sent of one slice. It is made while it is read, a few numbers at a time,
 * so that they are still near the processor for whoever reads them. Not thread-safe.
 */
final class SliceMean {
  /** Numbers at a time. */
  private static final int SOME = 4096;

  private final List<Part.Slice> sent;
  private final List<FloatBuffer> values;
  private final WeightedMean mean = new WeightedMean(SOME);
  private final int length;
  private int position;

  /**
   * Of one slice.
   *
   * @param sent by at least one worker, in worker order
   * @param format of what they sent
   */
  SliceMean(List<Part.Slice> sent, SliceFormat format) {
    this.sent = sent;
    values = sent.stream().map(format::values).toList();
    length = values.get(0).remaining();
  }

  /** The slice's number. */
  int slice() {
    return sent.get(0).slice();
  }

  /** Examples of all who sent it. */
  long examples() {
    return sent.stream().mapToLong(Part.Slice::examples).sum();
  }

  /** The most steps of an optimizer among them. */
  long steps() {
    return sent.stream().mapToLong(Part.Slice::steps).max().orElse(0);
  }

  /** Numbers of the slice. */
  int length() {
    return length;
  }

  /** Writes the next few of the mean where the target stands, and says how many; 0 at the end. */
  int next(FloatBuffer target) {
    int count = Math.min(SOME, length - position);
    if (count == 0) {
      return 0;
    }
    if (sent.size() == 1) {
      target.put(some(0, count)); // the mean of one is itself
    } else {
      for (int i = 0; i < sent.size(); i++) {
        mean.add(some(i, count), sent.get(i).examples());
      }
      mean.take(target);
    }
    position += count;
    return count;
  }

  private FloatBuffer some(int sender, int count) {
    return values.get(sender).slice(position, count);
  }

  /** All of the mean as one part, float32, whose worker is the first that sent something. */
  Part.Slice whole() {
    byte[] bytes = new byte[Float.BYTES * length];
    FloatBuffer target = WireState.floats(bytes);
    while (target.hasRemaining()) {
      next(target);
    }
    Part.Slice first = sent.get(0);
    return new Part.Slice(first.slice(), first.worker(), examples(), steps(), bytes);
  }
}
