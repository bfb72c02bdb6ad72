package dev.kindling.bench.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** A convolution without bias and its batch norm. */
final class Unit {
  private static final double RUNNING_SHARE = 0.1;
  private static final double EPSILON = 1e-5;

  private final Arithmetic arithmetic;
  private final boolean folded;
  private final Tensor kernel;
  private final TensorOptional scale;
  private final TensorOptional shift;
  private final TensorOptional bias;
  private final TensorOptional runningMean;
  private final TensorOptional runningVariance;
  private final long[] stride;
  private final long[] padding;

  Unit(Weights weights, Arithmetic arithmetic, int inputs, int outputs, int size, int stride) {
    this.arithmetic = arithmetic;
    this.folded = weights.normsFolded();
    this.kernel = weights.drawn(outputs, inputs, size, size);
    this.scale = new TensorOptional(weights.filled(1, outputs));
    this.shift = new TensorOptional(weights.filled(0, outputs));
    // Of fresh scales and statistics folding leaves the kernel as it is and the shift as a bias.
    this.bias = new TensorOptional(arithmetic.of(shift.get()));
    this.runningMean = new TensorOptional(Weights.constant(0, outputs));
    this.runningVariance = new TensorOptional(Weights.constant(1, outputs));
    this.stride = new long[] {stride, stride};
    this.padding = new long[] {size / 2, size / 2};
  }

  Tensor apply(Tensor input, boolean training) {
    Tensor convolved =
        torch.conv2d(
            input,
            arithmetic.of(kernel),
            folded ? bias : new TensorOptional(),
            stride,
            padding,
            new long[] {1, 1},
            1);
    if (folded) {
      return convolved;
    }
    return torch.batch_norm(
        convolved,
        scale,
        shift,
        runningMean,
        runningVariance,
        training,
        RUNNING_SHARE,
        EPSILON,
        true);
  }

  Tensor rectified(Tensor input, boolean training) {
    return apply(input, training).relu_();
  }
}
