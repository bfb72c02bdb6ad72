package dev.kindling.train.engine.onednn;

/**
 * How a window slides along one axis of an image.
 *
 * @param kernel elements of the window
 * @param stride elements from window to window
 * @param dilation distance between neighbours in a window, 1 when they touch
 * @param padding zeros before the first element; {@link #SAME} for as many as keep the size
 */
record Axis(int kernel, int stride, int dilation, int padding) {
  /** Output size is input size over stride, rounded up; the zeros are shared out evenly. */
  static final int SAME = -1;

  /** Windows along an input of that size. */
  int output(int input) {
    return padding == SAME
        ? (input + stride - 1) / stride
        : (input + 2 * padding - extent()) / stride + 1;
  }

  /** Zeros before the first element. */
  int before(int input) {
    return padding == SAME ? total(input) / 2 : padding;
  }

  /** Zeros after the last element that a window reaches; below 0 if some elements are left over. */
  int after(int input) {
    return (output(input) - 1) * stride + extent() - input - before(input);
  }

  private int total(int input) {
    return Math.max(0, (output(input) - 1) * stride + extent() - input);
  }

  private int extent() {
    return (kernel - 1) * dilation + 1;
  }
}
