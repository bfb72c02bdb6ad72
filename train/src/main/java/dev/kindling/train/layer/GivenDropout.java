package dev.kindling.train.layer;

import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout by a mask that is given before each forward pass in training mode, where DL4J's own draws
 * one by itself, anew at every step. So a mask can be the same at all steps ({@code [rows,
 * features, 1]}) or drop whole words ({@code [rows, 1, steps]}).
 *
 * <p>Not thread-safe, as the graph it belongs to. The mask is not part of the configuration.
 */
public final class GivenDropout implements IDropout {
  private static final long serialVersionUID = 1;

  private transient @Nullable INDArray mask;

  /**
   * What activations {@code [rows, features, steps]} are multiplied by from now on.
   *
   * @param mask of the same shape, or with extents of 1 where it is the same for all; the caller
   *     keeps it until after the backward pass
   */
  public void mask(INDArray mask) {
    this.mask = mask;
  }

  @Override
  public INDArray applyDropout(
      INDArray activations,
      INDArray result,
      int iteration,
      int epoch,
      LayerWorkspaceMgr workspaces) {
    // Not into result: it may be the activations themselves, which others still read.
    INDArray fresh =
        workspaces.createUninitialized(
            ArrayType.INPUT, activations.dataType(), activations.shape(), activations.ordering());
    return activations.mul(given(), fresh);
  }

  @Override
  public INDArray backprop(INDArray outputs, INDArray inputs, int iteration, int epoch) {
    return outputs.mul(given(), inputs);
  }

  @Override
  public void clear() {
    // The mask stays until the next is given.
  }

  private INDArray given() {
    if (mask == null) {
      throw new IllegalStateException("GivenDropout needs its mask before a pass in training mode");
    }
    return mask;
  }

  @Override
  @SuppressWarnings("MissingSuperCall")
  public GivenDropout clone() {
    return new GivenDropout();
  }
}
