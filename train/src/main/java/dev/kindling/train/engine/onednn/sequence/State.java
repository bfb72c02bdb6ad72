package dev.kindling.train.engine.onednn.sequence;

import dev.kindling.train.text.AwdLstm;
import java.util.ArrayList;
import java.util.List;

/** h and c of every layer and row; zeros at first, and wherever the number of rows changes. */
final class State {
  private final AwdLstm architecture;
  private final List<float[]> hidden = new ArrayList<>();
  private final List<float[]> cells = new ArrayList<>();
  private int rows;

  State(AwdLstm architecture) {
    this.architecture = architecture;
  }

  /** Live h of a layer, {@code [rows, outputs]}. */
  float[] hidden(int layer) {
    return hidden.get(layer);
  }

  /** Live c of a layer, {@code [rows, outputs]}. */
  float[] cell(int layer) {
    return cells.get(layer);
  }

  /** Goes on with so many rows; from zero if they are others than before. */
  void rows(int count) {
    if (count != rows) {
      reset();
      for (int layer = 0; layer < architecture.layers(); layer++) {
        hidden.add(new float[count * architecture.outputs(layer)]);
        cells.add(new float[count * architecture.outputs(layer)]);
      }
      rows = count;
    }
  }

  /** Forgets everything. */
  void reset() {
    hidden.clear();
    cells.clear();
    rows = 0;
  }

  /** A copy: of each layer h, then c. */
  float[] values() {
    float[] values = new float[architecture.stateSize(rows)];
    int at = 0;
    for (int layer = 0; layer < hidden.size(); layer++) {
      for (float[] part : List.of(hidden(layer), cell(layer))) {
        System.arraycopy(part, 0, values, at, part.length);
        at += part.length;
      }
    }
    return values;
  }

  /**
   * Goes on from what {@link #values} gave; from zero if it is empty.
   *
   * @throws IllegalArgumentException if it is not as long as the state of any number of rows
   */
  void values(float[] values) {
    int row = architecture.stateSize(1);
    if (values.length % row != 0) {
      throw new IllegalArgumentException(
          "Recurrent state must have %d values for each row, got %d".formatted(row, values.length));
    }
    reset();
    rows(values.length / row);
    int at = 0;
    for (int layer = 0; layer < hidden.size(); layer++) {
      for (float[] part : List.of(hidden(layer), cell(layer))) {
        System.arraycopy(values, at, part, 0, part.length);
        at += part.length;
      }
    }
  }
}
