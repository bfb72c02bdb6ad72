package dev.kindling.train.engine;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.layer.WindowedGraph;
import dev.kindling.train.text.AwdLstm;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.layers.recurrent.LSTM;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A graph's recurrent state as numbers: of each layer h, then c, {@code [rows, out]} row-major. */
record CarriedState(AwdLstm model, WindowedGraph graph) {
  private static final List<String> KEYS =
      List.of(LSTM.STATE_KEY_PREV_ACTIVATION, LSTM.STATE_KEY_PREV_MEMCELL);

  /** Rows that it belongs to; 0 at a start from zero. */
  int rows() {
    INDArray h = graph.state(AwdLstm.lstm(0)).get(LSTM.STATE_KEY_PREV_ACTIVATION);
    return h == null ? 0 : Math.toIntExact(h.size(0));
  }

  /** Empty at a start from zero. */
  double[] values() {
    double[] values = new double[model.stateSize(rows())];
    int at = 0;
    for (int layer = 0; layer < model.layers() && at < values.length; layer++) {
      Map<String, INDArray> state = graph.state(AwdLstm.lstm(layer));
      for (String key : KEYS) {
        try (INDArray part = requireNonNull(state.get(key), key).dup('c')) {
          double[] numbers = part.data().asDouble();
          System.arraycopy(numbers, 0, values, at, numbers.length);
          at += numbers.length;
        }
      }
    }
    return values;
  }

  /**
   * Goes on from these values.
   *
   * @throws IllegalArgumentException if their number is not that of any number of rows
   */
  void restore(double[] values) {
    int row = model.stateSize(1);
    if (values.length % row != 0) {
      throw new IllegalArgumentException(
          "The state of %s has %d numbers a row, got %d in all: it is another model's"
              .formatted(model.name(), row, values.length));
    }
    if (values.length == 0) {
      graph.rnnClearPreviousState();
      return;
    }
    INDArray all = Nd4j.createFromArray(values).castTo(graph.params().dataType());
    int rows = values.length / row;
    int at = 0;
    for (int layer = 0; layer < model.layers(); layer++) {
      int length = rows * model.outputs(layer);
      Map<String, INDArray> state = new TreeMap<>();
      for (String key : KEYS) {
        state.put(key, part(all, at, rows, model.outputs(layer)));
        at += length;
      }
      graph.state(AwdLstm.lstm(layer), state);
    }
    all.close();
  }

  private static INDArray part(INDArray all, int from, int rows, int features) {
    return all.get(NDArrayIndex.interval(from, from + rows * features))
        .reshape('c', rows, features)
        .dup('f');
  }
}
