package dev.kindling.train.engine.onednn;

/**
 * Windows over an image of one size, as oneDNN wants to be told.
 *
 * @param kernel rows and columns of a window
 * @param strides elements from window to window
 * @param gaps elements between neighbours in a window
 * @param before zeros above and to the left
 * @param after zeros below and to the right
 * @param output windows in a column and in a row
 */
@SuppressWarnings("ArrayRecordComponent")
record Sliding(
    long[] kernel, long[] strides, long[] gaps, long[] before, long[] after, long[] output) {
  /** Over images of dims {@code [batch, channels, rows, columns]}. */
  static Sliding over(Axis rows, Axis columns, long[] dims) {
    int height = (int) dims[2];
    int width = (int) dims[3];
    return new Sliding(
        new long[] {rows.kernel(), columns.kernel()},
        new long[] {rows.stride(), columns.stride()},
        new long[] {rows.dilation() - 1, columns.dilation() - 1},
        new long[] {rows.before(height), columns.before(width)},
        new long[] {rows.after(height), columns.after(width)},
        new long[] {rows.output(height), columns.output(width)});
  }
}
