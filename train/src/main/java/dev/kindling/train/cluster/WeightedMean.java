package dev.kindling.train.cluster;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The weighted mean of float32 vectors, {@code sum(n * x) / sum(n)}, summed in double in the order
 * in which they are given and rounded once. The mean of one vector is that vector, bit for bit.
 */
final class WeightedMean {
  /** Numbers averaged at a time: their sums stay near the processor. */
  private static final int SOME = 4096;

  private final List<FloatBuffer> vectors;
  private final long[] weights;
  private final double weight;

  private WeightedMean(List<FloatBuffer> vectors, long[] weights) {
    this.vectors = vectors;
    this.weights = weights;
    this.weight = Arrays.stream(weights).sum();
  }

  /**
   * Writes the mean of what remains of some vectors; those of weight 0 count for nothing.
   *
   * @param weights of the vectors, not negative
   * @param mean where it is put, at the position, which moves on behind it
   * @throws IllegalArgumentException if lengths differ or a weight is negative
   * @throws IllegalStateException if none has a weight
   */
  static void put(List<FloatBuffer> vectors, long[] weights, FloatBuffer mean) {
    for (int i = 0; i < weights.length; i++) {
      int length = vectors.get(i).remaining();
      if (length != mean.remaining() || weights[i] < 0) {
        throw new IllegalArgumentException(
            "Mean of %d elements cannot take %d elements of weight %d"
                .formatted(mean.remaining(), length, weights[i]));
      }
    }
    List<FloatBuffer> counting = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        counting.add(vectors.get(i).slice());
      }
    }
    if (counting.isEmpty()) {
      throw new IllegalStateException("There is no mean of nothing");
    }
    new WeightedMean(counting, Arrays.stream(weights).filter(one -> one > 0).toArray()).put(mean);
  }

  private void put(FloatBuffer mean) {
    float[] values = new float[SOME];
    double[] sum = new double[SOME];
    int length = mean.remaining();
    for (int from = 0; from < length; from += SOME) {
      int count = Math.min(SOME, length - from);
      int last = weights.length - 1;
      for (int i = 0; i < last; i++) {
        vectors.get(i).get(from, values, 0, count);
        add(i, values, sum, count);
      }
      vectors.get(last).get(from, values, 0, count);
      finish(values, sum, count);
      mean.put(values, 0, count);
    }
  }

  private void add(int vector, float[] values, double[] sum, int count) {
    double times = weights[vector];
    if (vector == 0) {
      for (int i = 0; i < count; i++) {
        sum[i] = times * values[i]; // not 0 + …, which would lose the sign of -0
      }
    } else {
      for (int i = 0; i < count; i++) {
        sum[i] += times * values[i];
      }
    }
  }

  /** Adds the last vector and divides, into it. */
  private void finish(float[] values, double[] sum, int count) {
    if (weights.length == 1) {
      return;
    }
    double times = weights[weights.length - 1];
    for (int i = 0; i < count; i++) {
      values[i] = (float) ((sum[i] + times * values[i]) / weight);
    }
  }
}
