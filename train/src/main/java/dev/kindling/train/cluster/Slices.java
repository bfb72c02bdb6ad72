package dev.kindling.train.cluster;

import java.io.Serializable;

/**
 * How equally long vectors are cut into slices that are averaged apart from each other.
 *
 * @param vectors number of vectors
 * @param length elements of each
 * @param sliceLength elements of a slice, fewer in the last slice of each vector
 */
record Slices(int vectors, int length, int sliceLength) implements Serializable {
  /** 2 MiB a slice: small enough for many at once, large enough to copy in bulk. */
  static final int SLICE_LENGTH = 1 << 19;

  Slices {
    if (vectors < 1 || length < 1 || sliceLength < 1) {
      throw new IllegalArgumentException(
          "Slices need at least 1 vector and element, got %d vectors of %d, cut by %d"
              .formatted(vectors, length, sliceLength));
    }
  }

  static Slices of(int vectors, int length) {
    return new Slices(vectors, length, SLICE_LENGTH);
  }

  private int perVector() {
    return (length + sliceLength - 1) / sliceLength;
  }

  /** Number of slices. */
  int count() {
    return Math.multiplyExact(vectors, perVector());
  }

  /** The vector that a slice belongs to. */
  int vector(int slice) {
    return slice / perVector();
  }

  /** Index in its vector of a slice's first element. */
  int from(int slice) {
    return slice % perVector() * sliceLength;
  }

  /** Index in its vector after a slice's last element. */
  int to(int slice) {
    return Math.min(length, from(slice) + sliceLength);
  }
}
