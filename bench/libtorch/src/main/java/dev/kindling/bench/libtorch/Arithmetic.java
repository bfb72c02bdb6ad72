package dev.kindling.bench.libtorch;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** In which numbers convolutions and the last layer compute. */
enum Arithmetic {
  FP32,

  /**
   * What {@code torch.autocast} does on a CPU, whose switch JavaCPP does not reach: master weights,
   * statistics and loss in float32; every weight cast once a step, its gradient cast back.
   */
  BF16;

  /** The tensor as these numbers. */
  Tensor of(Tensor tensor) {
    return this == BF16 ? tensor.to(ScalarType.BFloat16) : tensor;
  }
}
