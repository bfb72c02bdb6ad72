package dev.kindling.train.layer;

import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.EmbeddingLayerParamInitializer;
import org.deeplearning4j.nn.weights.IWeightInit;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A matrix {@code W [inputs, outputs]} that lies row-major in the flat parameters. */
final class RowMajorParameters extends EmbeddingLayerParamInitializer {
  @Override
  protected INDArray createWeightMatrix(
      long inputs, long outputs, IWeightInit init, INDArray parameters, boolean initialise) {
    if (initialise) {
      init.init(1, outputs, new long[] {inputs, outputs}, 'c', parameters);
    }
    return parameters.reshape('c', inputs, outputs);
  }

  @Override
  public Map<String, INDArray> getGradientsFromFlattened(
      NeuralNetConfiguration configuration, INDArray gradient) {
    FeedForwardLayer layer = (FeedForwardLayer) configuration.getLayer();
    return Map.of(
        DefaultParamInitializer.WEIGHT_KEY, gradient.reshape('c', layer.getNIn(), layer.getNOut()));
  }
}
