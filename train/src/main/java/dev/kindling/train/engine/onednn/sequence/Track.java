package dev.kindling.train.engine.onednn.sequence;

import java.nio.FloatBuffer;
import java.util.Optional;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.memory;

/**
 * A matrix {@code [rows, columns]} for each step of a window, one after the other in native memory:
 * a step is a matrix, and so are all steps together.
 */
final class Track implements AutoCloseable {
  private final Slab slab;
  private final int rows;
  private final int columns;
  private final boolean owner;
  private final Operand[] steps;
  private final Optional<Staging> staging;
  private final FloatBuffer floats;
  private Optional<Operand> window = Optional.empty();
  private Optional<Operand> transposed = Optional.empty();
  private int windowSteps;

  private record Staging(Slab slab, Operand operand, Copy copy) {}

  private Track(Slab slab, boolean owner, int steps, int rows, int columns, dnnl_stream stream) {
    this.slab = slab;
    this.owner = owner;
    this.rows = rows;
    this.columns = columns;
    this.steps = new Operand[steps];
    long size = (long) rows * columns;
    for (int step = 0; step < steps; step++) {
      this.steps[step] = slab.matrix(step * size, rows, columns);
    }
    if (slab.type() == Descriptions.FLOAT || steps == 0) {
      this.staging = Optional.empty();
      this.floats = slab.floats();
    } else {
      Slab own = Slab.of(Descriptions.FLOAT, size);
      Operand whole = own.matrix(0, rows, columns);
      this.staging =
          Optional.of(
              new Staging(own, whole, new Copy(whole.desc(), this.steps[0].desc(), stream)));
      this.floats = own.floats();
    }
  }

  /** In memory of its own. */
  static Track of(memory.data_type type, int steps, int rows, int columns, dnnl_stream stream) {
    return new Track(
        Slab.of(type, (long) steps * rows * columns), true, steps, rows, columns, stream);
  }

  /** In memory that others use at other times. */
  static Track in(Slab slab, int steps, int rows, int columns, dnnl_stream stream) {
    return new Track(slab, false, steps, rows, columns, stream);
  }

  int rows() {
    return rows;
  }

  /** The matrix of a step. */
  Operand step(int step) {
    return steps[step];
  }

  /** The first steps as one matrix {@code [steps * rows, columns]}. */
  Operand window(int count) {
    look(count);
    return window.orElseThrow();
  }

  /** The transpose of {@link #window}. */
  Operand transposed(int count) {
    look(count);
    return transposed.orElseThrow();
  }

  private void look(int count) {
    if (windowSteps != count) {
      window.ifPresent(slab::release);
      transposed.ifPresent(slab::release);
      long all = (long) count * rows;
      window = Optional.of(slab.matrix(0, all, columns));
      transposed = Optional.of(slab.operand(0, Descriptions.transposed(slab.type(), columns, all)));
      windowSteps = count;
    }
  }

  /** Part of all steps together, as rows; owned by this track's memory until released. */
  Operand part(long firstRow, long count) {
    return slab.matrix(firstRow * columns, count, columns);
  }

  /** Lets a part go. */
  void release(Operand part) {
    slab.release(part);
  }

  /** Writes a step. */
  void put(int step, float[] values) {
    int size = rows * columns;
    if (staging.isEmpty()) {
      floats.put(step * size, values, 0, size);
      return;
    }
    floats.put(0, values, 0, size);
    Staging through = staging.get();
    through.copy().run(through.operand(), steps[step]);
  }

  /** Reads a step, of float32. */
  void get(int step, float[] values) {
    int size = rows * columns;
    floats.get(step * size, values, 0, size);
  }

  /** Reads some rows of a step, of float32, into the same rows of an array. */
  void get(int step, int fromRow, int toRow, float[] values) {
    int from = fromRow * columns;
    floats.get(step * rows * columns + from, values, from, (toRow - fromRow) * columns);
  }

  @Override
  public void close() {
    if (owner) {
      slab.close();
    }
    staging.ifPresent(
        through -> {
          through.copy().close();
          through.slab().close();
        });
  }
}
