package dev.kindling.train.layer;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Drops elements of an LSTM's hidden-to-hidden matrix, and of nothing else, by a mask that is given
 * before each forward pass in training mode. DL4J's DropConnect drops input weights too. The
 * parameters themselves stay whole.
 *
 * <p>DL4J hands out the gradient by the dropped matrix; {@link WindowedGraph#backward} takes it on
 * to the whole one.
 *
 * <p>Not thread-safe, as the graph it belongs to. The mask is not part of the configuration.
 *
 * <p>Wan et al.: "Regularization of neural networks using DropConnect", 2013.
 */
public final class WeightDrop implements IWeightNoise {
  private static final long serialVersionUID = 1;

  private transient @Nullable INDArray mask;

  /** The dropped matrix, in memory that every pass uses again. */
  private transient @Nullable INDArray dropped;

  /**
   * What the matrix is multiplied by from now on.
   *
   * @param mask {@code [out, 4 * out]}; the caller keeps it until after the backward pass
   */
  public void mask(INDArray mask) {
    this.mask = mask;
  }

  @Override
  public INDArray getParameter(
      Layer layer,
      String name,
      int iteration,
      int epoch,
      boolean training,
      LayerWorkspaceMgr workspaces) {
    INDArray parameter = layer.getParam(name);
    if (!training || !name.equals(LSTMParamInitializer.RECURRENT_WEIGHT_KEY)) {
      return parameter;
    }
    if (dropped == null) {
      dropped = parameter.ulike();
    }
    return parameter.mul(given(), dropped);
  }

  /** The gradient by the whole matrix, in place of that by the dropped one. */
  void toWhole(INDArray gradient) {
    gradient.muli(given());
  }

  private INDArray given() {
    if (mask == null) {
      throw new IllegalStateException("WeightDrop needs its mask before a pass in training mode");
    }
    return mask;
  }

  @Override
  @SuppressWarnings("MissingSuperCall")
  public WeightDrop clone() {
    return new WeightDrop();
  }
}
