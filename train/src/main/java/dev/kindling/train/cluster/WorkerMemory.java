package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.optim.Optimizer;
import dev.kindling.train.optim.OptimizerState;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * What one worker keeps to itself from round to round: its optimizer state if that is kept, and
 * what compression left out of what it sent. Immutable; as little-endian bytes, as {@link
 * WireState} is.
 */
@SuppressWarnings("ArrayRecordComponent")
record WorkerMemory(List<String> names, byte[][] vectors, long steps, byte[] unsent)
    implements Serializable {
  /** Nothing, as before the first round. */
  static final WorkerMemory NONE = new WorkerMemory(List.of(), new byte[0][], 0, new byte[0]);

  WorkerMemory {
    names = List.copyOf(names);
  }

  /** Whether there is nothing. */
  boolean empty() {
    return names.isEmpty() && unsent.length == 0;
  }

  /** The same, with this optimizer state. */
  WorkerMemory with(OptimizerState optimizer) {
    byte[][] copies = new byte[optimizer.vectors().length][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = WireState.encode(FloatBuffer.wrap(optimizer.vectors()[i]));
    }
    return new WorkerMemory(optimizer.names(), copies, optimizer.steps(), unsent);
  }

  /** The same, with this left to send; not copied. */
  WorkerMemory withUnsent(byte[] values) {
    return new WorkerMemory(names, vectors, steps, values);
  }

  /** A state of the optimizer that the caller may change: what is kept, or a fresh one. */
  OptimizerState optimizer(Optimizer optimizer, ParameterLayout layout) {
    if (names.isEmpty()) {
      return optimizer.start(layout);
    }
    float[][] copies = new float[vectors.length][];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = WireState.array(vectors[i]);
    }
    return new OptimizerState(names, copies, steps);
  }

  /** What was left out of the numbers [from, to) that were sent; zeros before the first round. */
  float[] unsent(int from, int to) {
    float[] values = new float[to - from];
    if (unsent.length > 0) {
      WireState.floats(unsent).get(from, values);
    }
    return values;
  }
}
