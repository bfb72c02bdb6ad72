package dev.kindling.train.engine.onednn;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;

/**
 * Which convolutions take Winograd's minimal filtering, F(4x4, 3x3): it multiplies 2.25 times less
 * than the direct way at tiles that are full.
 *
 * <p>Source: Lavin, Gray: "Fast algorithms for convolutional neural networks", 2016.
 */
final class Winograd {
  private static final int TILE = 4;
  private static final int LANES = 16;

  /** Below this share of pixels in full tiles, what is saved goes into padding. */
  private static final double WORTH = 0.75;

  private Winograd() {}

  /**
   * The algorithm for that convolution of images of those dims: a function of sizes, and of whether
   * the processor has AVX-512.
   */
  static dnnl.algorithm choice(Kernels kernels, memory.data_type type, long[] dims, Sliding over) {
    boolean fits =
        OneDnn.likesBlocks()
            && type == memory.data_type.f32
            && kernels.dims().length == 4
            && isPlain(kernels.rows())
            && isPlain(kernels.columns())
            && dims[1] % LANES == 0
            && kernels.outputs() % LANES == 0
            && filled(over.output()[0]) * filled(over.output()[1]) >= WORTH;
    return fits ? dnnl.algorithm.convolution_winograd : dnnl.algorithm.convolution_direct;
  }

  private static boolean isPlain(Axis axis) {
    return axis.kernel() == 3 && axis.stride() == 1 && axis.dilation() == 1 && axis.padding() <= 1;
  }

  private static double filled(long size) {
    long tiles = (size + TILE - 1) / TILE;
    return (double) size / (tiles * TILE);
  }
}
