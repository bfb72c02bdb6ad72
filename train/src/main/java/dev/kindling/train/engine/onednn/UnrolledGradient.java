package dev.kindling.train.engine.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.kindling.train.engine.onednn.Call.Argument;
import java.util.List;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;

/**
 * The weight gradient of a convolution of small images by many channels, as one matrix product: the
 * windows of all images become the rows of a matrix ("im2col"). oneDNN's own kernel adds image
 * after image to a gradient that is larger than the cache; this writes the gradient once.
 *
 * @param source what the convolution read
 * @param gradient of the loss by what it wrote
 * @param over how windows slide, by single pixels
 */
record UnrolledGradient(
    Tape tape, String name, Kernels kernels, Tensor source, Tensor gradient, Sliding over) {
  /** Whether it is the faster way: fewer windows than output channels. */
  static boolean pays(Kernels kernels, long[] images, Sliding over) {
    boolean single =
        over.strides()[0] == 1
            && over.strides()[1] == 1
            && over.gaps()[0] == 0
            && over.gaps()[1] == 0;
    long windows = images[0] * over.output()[0] * over.output()[1];
    return single
        && kernels.dims().length == 4
        && over.kernel()[0] * over.kernel()[1] > 1
        && !kernels.biased()
        && windows < kernels.outputs();
  }

  /** Writes the steps. */
  void writeTo(Tensor flat) {
    memory.desc windows = matrix(tape.type(), rows(), columns(), columns(), 1);
    memory.desc outputs = matrix(tape.type(), kernels.outputs(), rows(), 1, kernels.outputs());
    memory.desc product = matrix(memory.data_type.f32, kernels.outputs(), columns(), columns(), 1);
    matmul.primitive_desc description =
        new matmul.primitive_desc(
            new matmul.desc(outputs, windows, product), Tape.attributes(), OneDnn.cpu());
    Tensor lastChannels = tape.converted(name, gradient, tape.images(gradient.dims(), false));
    Tensor result = tape.tensor(product);
    tape.call(
        name,
        description,
        new matmul(description),
        List.of(
            new Argument(DNNL_ARG_SRC, lastChannels.as(outputs)),
            new Argument(DNNL_ARG_WEIGHTS, unrolled().as(windows)),
            new Argument(DNNL_ARG_DST, result)));
    tape.convert(name, result.as(asKernels()), flat);
  }

  /** {@code [batch, window * channels, rows, columns]}, channels last. */
  private Tensor unrolled() {
    long[] dims = source.dims();
    long[] all = {dims[0], columns(), over.output()[0], over.output()[1]};
    Tensor windows = tape.tensor(tape.images(all, false));
    tape.java(new Zeros(windows), windows);
    for (int row = 0; row < over.kernel()[0]; row++) {
      for (int column = 0; column < over.kernel()[1]; column++) {
        copy(windows, row, column);
      }
    }
    return windows;
  }

  /** Copies the pixel at one place of every window that has a pixel there. */
  private void copy(Tensor windows, int row, int column) {
    long[] dims = source.dims();
    long top = Math.max(0, over.before()[0] - row);
    long left = Math.max(0, over.before()[1] - column);
    long bottom = Math.min(over.output()[0], dims[2] + over.before()[0] - row);
    long right = Math.min(over.output()[1], dims[3] + over.before()[1] - column);
    if (top >= bottom || left >= right) {
      return;
    }
    long[] extent = {dims[0], dims[1], bottom - top, right - left};
    long[] from = {0, 0, top + row - over.before()[0], left + column - over.before()[1]};
    long place = row * over.kernel()[1] + column;
    long[] to = {0, place * dims[1], top, left};
    tape.convert(
        name,
        source.as(source.desc().submemory_desc(extent, from)),
        windows.as(windows.desc().submemory_desc(extent, to)));
  }

  /** The product {@code [out, row, column, in]}, read as {@code [out, in, row, column]}. */
  private memory.desc asKernels() {
    long inputs = source.dims()[1];
    long[] strides = {columns(), 1, over.kernel()[1] * inputs, inputs};
    return new memory.desc(kernels.dims(), memory.data_type.f32, strides);
  }

  private static memory.desc matrix(
      memory.data_type type, long rows, long columns, long rowStride, long columnStride) {
    return new memory.desc(new long[] {rows, columns}, type, new long[] {rowStride, columnStride});
  }

  private long rows() {
    return source.dims()[0] * over.output()[0] * over.output()[1];
  }

  private long columns() {
    return over.kernel()[0] * over.kernel()[1] * source.dims()[1];
  }
}
