package dev.kindling.train.layer;

import java.util.Map;
import org.deeplearning4j.nn.api.FwdPassType;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J graph that runs over a long sequence window by window: each starts from the recurrent
 * state in which the last ended, and no gradient crosses the border. DL4J has truncated
 * back-propagation only inside {@code fit}, with its own updaters; the pieces are the same here.
 *
 * <p>The configuration must say {@code backpropType(TruncatedBPTT)}, and a length that no window
 * exceeds.
 *
 * <p>Not thread-safe.
 */
public final class WindowedGraph extends ComputationGraph {
  private static final long serialVersionUID = 1;

  /** A graph that is not yet initialised. */
  public WindowedGraph(ComputationGraphConfiguration configuration) {
    super(configuration);
    clearTbpttState = false;
  }

  /**
   * Runs a window and keeps the state in which it ends. In training mode {@link #backward} may
   * follow.
   *
   * @return what each vertex computed, in no workspace
   */
  public Map<String, INDArray> forward(boolean training, INDArray... inputs) {
    for (Layer layer : getLayers()) {
      layer.clearNoiseWeightParams();
    }
    rnnUpdateStateWithTBPTTState();
    return ffToLayerActivationsDetached(
        training,
        FwdPassType.RNN_ACTIVATE_WITH_STORED_STATE,
        true,
        getVertices().length - 1,
        null,
        inputs,
        null,
        null,
        false);
  }

  /**
   * Overwrites the flat gradient with that of the last {@link #forward}, which was in training
   * mode. Where weights were dropped, it goes on to the whole ones.
   *
   * @param epsilons the gradient of the loss by each output
   */
  public void backward(INDArray... epsilons) {
    Gradient gradient = backpropGradient(epsilons);
    for (Layer layer : getLayers()) {
      if (layer.conf().getLayer() instanceof LSTM lstm
          && lstm.getWeightNoise() instanceof WeightDrop drop) {
        String name = lstm.getLayerName() + "_" + LSTMParamInitializer.RECURRENT_WEIGHT_KEY;
        drop.toWhole(gradient.getGradientFor(name));
      }
    }
  }

  /** The state of a recurrent layer after the last window, by DL4J's names; empty at first. */
  public Map<String, INDArray> state(String layer) {
    return recurrent(layer).rnnGetTBPTTState();
  }

  /** Lets the next window start from this state of a recurrent layer. */
  public void state(String layer, Map<String, INDArray> state) {
    recurrent(layer).rnnSetTBPTTState(state);
  }

  private RecurrentLayer recurrent(String name) {
    if (getLayer(name) instanceof RecurrentLayer layer) {
      return layer;
    }
    throw new IllegalArgumentException("The graph has no recurrent layer \"%s\"".formatted(name));
  }
}
