package dev.kindling.train.engine.onednn.sequence;

import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.memory;

/**
 * What one LSTM layer writes in a window.
 *
 * @param inputs what it takes, {@code [rows, inputs]} for each step
 * @param hidden h before each step, and after the last
 * @param sums gates before their functions, float32
 * @param gateSlopes the gradient by the sums
 * @param inputSlopes the gradient by the inputs, float32
 * @param recurrentSlopes the gradient by h of the step before, float32
 * @param gates gates after their functions
 * @param cells c before each step, and after the last
 * @param curved tanh(c) after each step
 * @param outputs h after each step
 * @param slopes the gradient by h of each step
 */
record LayerMemory(
    Track inputs,
    Track hidden,
    Track sums,
    Track gateSlopes,
    Track inputSlopes,
    Track recurrentSlopes,
    Steps gates,
    Steps cells,
    Steps curved,
    Steps outputs,
    Steps slopes)
    implements AutoCloseable {

  /**
   * Memory that layers use one after the other.
   *
   * @param sums for the gates, float32
   * @param gateSlopes for their gradient; may be the same
   * @param inputSlopes float32
   */
  record Shared(Slab sums, Slab gateSlopes, Slab inputSlopes) implements AutoCloseable {
    /** For layers of at most so many inputs and outputs. */
    static Shared of(WindowShape shape, memory.data_type type, int inputs, int outputs) {
      long tokens = (long) shape.rows() * shape.steps();
      Slab sums = Slab.of(Descriptions.FLOAT, tokens * 4 * outputs);
      boolean same = type == Descriptions.FLOAT || !shape.learning();
      return new Shared(
          sums,
          same ? sums : Slab.of(type, tokens * 4 * outputs),
          Slab.of(Descriptions.FLOAT, shape.learning() ? tokens * inputs : 1));
    }

    @Override
    public void close() {
      sums.close();
      if (gateSlopes != sums) {
        gateSlopes.close();
      }
      inputSlopes.close();
    }
  }

  static LayerMemory of(
      WindowShape shape,
      Shared shared,
      memory.data_type type,
      int inputs,
      int outputs,
      dnnl_stream stream) {
    int rows = shape.rows();
    int steps = shape.steps();
    int learned = shape.learning() ? steps : 0;
    int own = rows * outputs;
    int kept = shape.kept();
    return new LayerMemory(
        Track.of(type, steps, rows, inputs, stream),
        Track.of(type, steps + 1, rows, outputs, stream),
        Track.in(shared.sums(), steps, rows, 4 * outputs, stream),
        Track.in(shared.gateSlopes(), learned, rows, 4 * outputs, stream),
        Track.in(shared.inputSlopes(), learned, rows, inputs, stream),
        Track.of(Descriptions.FLOAT, 1, rows, outputs, stream),
        Steps.of(kept, 4 * own),
        Steps.of(kept, own),
        Steps.of(kept, own),
        Steps.of(steps, own),
        Steps.of(learned, own));
  }

  @Override
  public void close() {
    inputs.close();
    hidden.close();
    sums.close();
    gateSlopes.close();
    inputSlopes.close();
    recurrentSlopes.close();
  }
}
