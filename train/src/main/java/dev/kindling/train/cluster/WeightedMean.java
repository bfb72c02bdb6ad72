package dev.kindling.train.cluster;

import java.nio.FloatBuffer;

/**
 * The weighted mean of float32 vectors, {@code sum(n * x) / sum(n)}, summed in double in the order
 * in which they are added and rounded once. The mean of one vector is that vector, bit for bit. Not
 * thread-safe. One object makes many means, one after the other.
 */
final class WeightedMean {
  private final double[] sum;
  private final float[] some;
  private int length;
  private long weight;

  /** Of vectors of at most so many elements. */
  WeightedMean(int capacity) {
    sum = new double[capacity];
    some = new float[capacity];
  }

  /** Adds all that remains of a vector; those of weight 0 count for nothing. */
  void add(FloatBuffer values, long examples) {
    int count = values.remaining();
    if (count > sum.length || weight > 0 && count != length || examples < 0) {
      throw new IllegalArgumentException(
          "Mean of %d elements cannot take %d elements of weight %d"
              .formatted(weight > 0 ? length : sum.length, count, examples));
    }
    if (examples == 0) {
      return;
    }
    values.get(values.position(), some, 0, count);
    if (weight == 0) {
      length = count;
      for (int i = 0; i < count; i++) {
        sum[i] = (double) examples * some[i]; // not 0 + …, which would lose the sign of -0
      }
    } else {
      for (int i = 0; i < count; i++) {
        sum[i] += (double) examples * some[i];
      }
    }
    weight += examples;
  }

  /** Sum of the weights. */
  long weight() {
    return weight;
  }

  /** Writes the mean where the target stands, and begins anew. */
  void take(FloatBuffer target) {
    if (weight == 0) {
      throw new IllegalStateException("There is no mean of nothing");
    }
    for (int i = 0; i < length; i++) {
      some[i] = (float) (sum[i] / weight);
    }
    target.put(some, 0, length);
    weight = 0;
  }
}
