package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;
import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * What workers send of their state: the parameters, or their compressed change, and the optimizer's
 * vectors where these are averaged, which are never compressed: a square must not become negative.
 *
 * @param layout of the parameters
 * @param vectors the parameters, and those of the optimizer that are sent
 * @param compression of the parameters
 */
record SliceFormat(ParameterLayout layout, int vectors, Compression compression)
    implements Serializable {
  Slices slices() {
    return Slices.of(vectors, layout.size());
  }

  /** Whether parameters travel as their compressed change. */
  boolean compresses() {
    return compression != Compression.NONE;
  }

  private boolean compressed(int slice) {
    return compresses() && slices().vector(slice) == 0;
  }

  /** Bytes that a worker sends in a round. */
  long bytes() {
    Slices slices = slices();
    long bytes = 0;
    for (int slice = 0; slice < slices.count(); slice++) {
      int from = slices.from(slice);
      int to = slices.to(slice);
      bytes += compressed(slice) ? codec().bytes(from, to) : (long) Float.BYTES * (to - from);
    }
    return bytes;
  }

  /** Bytes of the mean that comes back from a shuffle. */
  long meanBytes() {
    return (long) Float.BYTES * layout.size() * vectors;
  }

  private DeltaCodec codec() {
    return new DeltaCodec(compression, layout);
  }

  /** A slice of a worker's change of the parameters, compressed. */
  byte[] compress(int slice, float[] change) {
    return codec().encode(change, slices().from(slice));
  }

  /** What {@link #compress} kept of it; a fresh array. */
  float[] decompress(int slice, byte[] bytes) {
    return codec().decode(bytes, slices().from(slice), slices().to(slice));
  }

  /** The numbers that a worker sent. */
  FloatBuffer values(Part.Slice part) {
    int slice = part.slice();
    return compressed(slice)
        ? FloatBuffer.wrap(decompress(slice, part.values()))
        : WireState.floats(part.values());
  }

  /** That of merged slices: means travel as they are. */
  SliceFormat ofMeans() {
    return new SliceFormat(layout, vectors, Compression.NONE);
  }
}
