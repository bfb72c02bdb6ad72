package dev.kindling.train.engine;

import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.layer.GivenDropout;
import dev.kindling.train.layer.WeightDrop;
import dev.kindling.train.layer.WindowedGraph;
import dev.kindling.train.text.AwdLstm;
import dev.kindling.train.text.DropoutMasks;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The dropout masks of one window, as a graph holds them; closing frees them. */
final class GraphMasks implements AutoCloseable {
  private final WindowedGraph graph;
  private final List<INDArray> given = new ArrayList<>();

  private GraphMasks(WindowedGraph graph) {
    this.graph = graph;
  }

  /** Gives the graph of that model its masks for that window. */
  static GraphMasks give(
      WindowedGraph graph, AwdLstm model, TokenBatch window, DropoutMasks masks) {
    GraphMasks here = new GraphMasks(graph);
    List<String> rows = window.keys();
    here.words(masks.embedding(model.vocab()), window);
    here.locked(AwdLstm.INPUT_DROPOUT, masks.input(rows, model.embedding()), rows.size());
    for (int layer = 0; layer < model.layers(); layer++) {
      int out = model.outputs(layer);
      here.weights(layer, out, masks);
      float[] mask =
          layer == model.layers() - 1 ? masks.output(rows, out) : masks.hidden(layer, rows, out);
      here.locked(AwdLstm.dropout(layer), mask, rows.size());
    }
    return here;
  }

  private void words(float[] words, TokenBatch window) {
    float[] mask = new float[window.tokens().length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = words[window.tokens()[i]];
    }
    dropout(AwdLstm.WORD_DROPOUT).mask(array(mask, 'c', window.rows(), 1, window.steps()));
  }

  private void locked(String layer, float[] mask, int rows) {
    dropout(layer).mask(array(mask, 'c', rows, mask.length / rows, 1));
  }

  /** Rows of the mask are columns of DL4J's matrix. */
  private void weights(int layer, int out, DropoutMasks masks) {
    float[] mask = new float[4 * out * out];
    for (int row = 0; row < 4 * out; row++) {
      masks.weight(layer, row, mask, row * out, out);
    }
    BaseLayer lstm = (BaseLayer) configuration(AwdLstm.lstm(layer));
    ((WeightDrop) lstm.getWeightNoise()).mask(array(mask, 'f', out, 4L * out));
  }

  private INDArray array(float[] values, char order, long... shape) {
    INDArray floats = Nd4j.create(values, shape, order);
    INDArray array = floats.castTo(graph.params().dataType());
    if (array != floats) {
      floats.close();
    }
    given.add(array);
    return array;
  }

  /** The mask of the last layer's outputs, {@code [rows, features, 1]}. */
  INDArray output() {
    return given.get(given.size() - 1);
  }

  private GivenDropout dropout(String layer) {
    return (GivenDropout) configuration(layer).getIDropout();
  }

  private Layer configuration(String layer) {
    return graph.getLayer(layer).conf().getLayer();
  }

  @Override
  public void close() {
    given.forEach(INDArray::close);
    given.clear();
  }
}
