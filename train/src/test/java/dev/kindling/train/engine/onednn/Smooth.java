package dev.kindling.train.engine.onednn;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/**
 * A network with tanh for ReLU. Two right engines differ by rounding; ReLU turns that, where an
 * activation is nearly 0, into a gradient that is there or not, and tanh does not.
 */
final class Smooth {
  private Smooth() {}

  static ComputationGraph of(ComputationGraph graph) {
    ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
    for (GraphVertex vertex : configuration.getVertices().values()) {
      if (vertex instanceof LayerVertex layer
          && layer.getLayerConf().getLayer() instanceof ActivationLayer activation) {
        activation.setActivationFn(new ActivationTanH());
      }
    }
    ComputationGraph smooth = new ComputationGraph(configuration);
    smooth.init();
    return smooth;
  }
}
