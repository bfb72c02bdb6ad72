package dev.kindling.train.engine.onednn;

import dev.kindling.train.engine.ParameterLayout.Span;
import dev.kindling.train.engine.onednn.Operation.Convolution;
import dev.kindling.train.engine.onednn.Operation.Depthwise;
import org.bytedeco.dnnl.memory;

/**
 * The weights of a convolution.
 *
 * @param rows how a window slides down
 * @param columns how a window slides to the right
 * @param biased whether a bias is added
 * @param dims {@code [out, in, row, column]}, or with groups first
 * @param flat how they lie in the flat vector
 */
@SuppressWarnings("ArrayRecordComponent")
record Kernels(Axis rows, Axis columns, boolean biased, long[] dims, memory.desc flat) {
  static Kernels of(Convolution convolution, Span weights) {
    long[] dims = weights.shape().stream().mapToLong(Integer::longValue).toArray();
    memory.desc flat = new memory.desc(dims, memory.data_type.f32, memory.format_tag.oihw);
    return new Kernels(convolution.rows(), convolution.columns(), convolution.biased(), dims, flat);
  }

  /**
   * Depthwise weights lie as {@code [row, column, channel, multiplier]}; each channel is a group.
   */
  static Kernels of(Depthwise depthwise, Span weights) {
    long height = depthwise.rows().kernel();
    long width = depthwise.columns().kernel();
    long multiplier = depthwise.multiplier();
    long channels = weights.length() / (height * width * multiplier);
    long[] dims = {channels, multiplier, 1, height, width};
    long pixel = channels * multiplier;
    long[] strides = {multiplier, 1, 1, width * pixel, pixel};
    memory.desc flat = new memory.desc(dims, memory.data_type.f32, strides);
    return new Kernels(depthwise.rows(), depthwise.columns(), depthwise.biased(), dims, flat);
  }

  /** Output channels. */
  long outputs() {
    return dims.length == 4 ? dims[0] : dims[0] * dims[1];
  }
}
