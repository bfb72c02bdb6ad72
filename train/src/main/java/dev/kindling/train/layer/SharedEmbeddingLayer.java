package dev.kindling.train.layer;

import static java.util.Objects.requireNonNull;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.feedforward.embedding.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scatter.ScatterUpdate.UpdateOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's embedding forward; backward without DL4J's second forward, and on top of what a decoder
 * before it in the backward pass found.
 */
final class SharedEmbeddingLayer extends EmbeddingSequenceLayer {
  private static final long serialVersionUID = 1;

  private static final int[] WHOLE_ROWS = {1};

  private transient @Nullable INDArray shared;

  SharedEmbeddingLayer(NeuralNetConfiguration configuration, DataType type) {
    super(configuration, type);
  }

  /** The matrix {@code [vocab, features]}. */
  INDArray matrix() {
    return getParam(DefaultParamInitializer.WEIGHT_KEY);
  }

  /**
   * Takes the decoder's part of the gradient, in no workspace; it is freed once it is added.
   *
   * @param gradient {@code [vocab, features]}
   */
  void share(INDArray gradient) {
    shared = gradient;
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    INDArray gradient = requireNonNull(gradientViews.get(DefaultParamInitializer.WEIGHT_KEY));
    if (shared == null) {
      gradient.assign(0);
    } else {
      gradient.assign(shared);
      shared.close();
      shared = null;
    }
    INDArray byToken =
        epsilon.permute(0, 2, 1).dup('c').reshape('c', input.length(), epsilon.size(1));
    INDArray tokens = Nd4j.createFromArray(input.dup('c').data().asInt());
    Nd4j.scatterUpdate(UpdateOp.ADD, gradient, tokens, byToken, WHOLE_ROWS);
    Gradient own = new DefaultGradient();
    own.setGradientFor(DefaultParamInitializer.WEIGHT_KEY, gradient);
    return new Pair<>(own, null);
  }
}
