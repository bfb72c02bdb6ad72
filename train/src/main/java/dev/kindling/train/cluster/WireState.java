package dev.kindling.train.cluster;

import dev.kindling.train.engine.LanguageEngine;
import dev.kindling.train.engine.Network;
import dev.kindling.train.optim.OptimizerState;
import dev.kindling.train.precision.LossScale;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.TreeMap;

/**
 * A {@link ModelState} as it travels: little-endian bytes, which Java serialisation copies in bulk
 * where it would write floats one by one. Read by many tasks at once, written by none.
 */
final class WireState implements Serializable {
  private static final long serialVersionUID = 1;

  private final byte[] parameters;
  private final List<String> names;
  private final byte[][] vectors;
  private final long steps;
  private final LossScale lossScale;
  private final TreeMap<Integer, float[]> recurrent;

  private WireState(
      byte[] parameters,
      List<String> names,
      byte[][] vectors,
      long steps,
      LossScale lossScale,
      TreeMap<Integer, float[]> recurrent) {
    this.parameters = parameters;
    this.names = names;
    this.vectors = vectors;
    this.steps = steps;
    this.lossScale = lossScale;
    this.recurrent = recurrent;
  }

  static WireState of(ModelState state) {
    OptimizerState optimizer = state.optimizer();
    byte[][] vectors = new byte[optimizer.vectors().length][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = encode(FloatBuffer.wrap(optimizer.vectors()[i]));
    }
    return new WireState(
        encode(FloatBuffer.wrap(state.parameters())),
        optimizer.names(),
        vectors,
        optimizer.steps(),
        state.lossScale(),
        new TreeMap<>(state.recurrent().byWorker()));
  }

  /** Makes the engine's parameters these, and its memory that of the worker. */
  void loadInto(Network engine, int worker) {
    engine.parameters().duplicate().put(floats(parameters));
    if (engine instanceof LanguageEngine remembers) {
      remembers.state(recurrent.getOrDefault(worker, new float[0]));
    }
  }

  /** A view of the parameters. */
  FloatBuffer parameters() {
    return floats(parameters);
  }

  /** A fresh optimizer state that the caller may change. */
  OptimizerState optimizer() {
    float[][] fresh = new float[vectors.length][];
    for (int i = 0; i < fresh.length; i++) {
      fresh[i] = array(vectors[i]);
    }
    return new OptimizerState(names, fresh, steps);
  }

  LossScale lossScale() {
    return lossScale;
  }

  /** Bytes of all vectors. */
  long size() {
    long size = parameters.length;
    for (byte[] vector : vectors) {
      size += vector.length;
    }
    for (float[] memory : recurrent.values()) {
      size += (long) memory.length * Float.BYTES;
    }
    return size;
  }

  /** The remaining floats as little-endian bytes. */
  static byte[] encode(FloatBuffer values) {
    byte[] bytes = new byte[values.remaining() * Float.BYTES];
    floats(bytes).put(values);
    return bytes;
  }

  /** Little-endian bytes as floats, copied. */
  static float[] array(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    floats(bytes).get(values);
    return values;
  }

  /** A view of little-endian bytes as floats. */
  static FloatBuffer floats(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
  }
}
