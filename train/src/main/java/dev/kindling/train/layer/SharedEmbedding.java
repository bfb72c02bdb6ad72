package dev.kindling.train.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.ParamInitializer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An embedding of token sequences, {@code [rows, steps]} to {@code [rows, features, steps]}, whose
 * matrix {@code W [vocab, features]} a {@link TiedDecoder} may share: it lies row-major, and its
 * gradient is the sum of both uses. DL4J's own lays it out column-major, a word scattered over all
 * of it.
 */
public final class SharedEmbedding extends EmbeddingSequenceLayer {
  private static final long serialVersionUID = 1;

  /** For DL4J's JSON. */
  SharedEmbedding() {}

  /** An embedding of so many tokens. */
  public static SharedEmbedding of(int vocab, int features) {
    SharedEmbedding layer = new SharedEmbedding();
    layer.setNIn(vocab);
    layer.setNOut(features);
    layer.setInferInputLength(true);
    layer.setActivationFn(new ActivationIdentity());
    return layer;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration configuration,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialise,
      DataType type) {
    SharedEmbeddingLayer layer = new SharedEmbeddingLayer(configuration, type);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(configuration, parameters, initialise));
    layer.setConf(configuration);
    return layer;
  }

  @Override
  public ParamInitializer initializer() {
    return new RowMajorParameters();
  }
}
