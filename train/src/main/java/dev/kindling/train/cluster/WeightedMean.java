package dev.kindling.train.cluster;

import java.nio.FloatBuffer;

/**
 * The weighted mean of float32 vectors, {@code sum(n * x) / sum(n)}, summed in double in the order
 * in which they are added and rounded once. The mean of one vector is that vector, bit for bit.
 */
final class WeightedMean {
  private final double[] sum;
  private long weight;

  WeightedMean(int length) {
    sum = new double[length];
  }

  /** Adds a vector; those of weight 0 count for nothing. */
  void add(FloatBuffer values, long examples) {
    if (values.remaining() != sum.length || examples < 0) {
      throw new IllegalArgumentException(
          "Mean of %d elements cannot take %d elements of weight %d"
              .formatted(sum.length, values.remaining(), examples));
    }
    if (examples == 0) {
      return;
    }
    float[] copy = new float[sum.length];
    values.duplicate().get(copy);
    if (weight == 0) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] = (double) examples * copy[i]; // not 0 + …, which would lose the sign of -0
      }
    } else {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (double) examples * copy[i];
      }
    }
    weight += examples;
  }

  /** Sum of the weights. */
  long weight() {
    return weight;
  }

  /** The mean; a fresh array. */
  float[] mean() {
    if (weight == 0) {
      throw new IllegalStateException("There is no mean of nothing");
    }
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / weight);
    }
    return mean;
  }
}
