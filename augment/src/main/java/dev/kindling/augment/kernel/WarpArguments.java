package dev.kindling.augment.kernel;

import java.util.List;

/**
 * What the warp kernel is given for one batch, as numbers.
 *
 * @param pixels uint8 HWC of each image
 * @param sources for each image: width, height, the whole source pixel in the middle of the output
 *     (x, y), the index of its first box, and the index after its last
 * @param numbers for each image: the map a to h from output positions about the middle to source
 *     positions about the middle pixel, how far a pixel reaches along x and y, and the 3 x 4 colour
 *     matrix on values of 0 to 255
 * @param boxes erased parts of the output in pixels: left, top, right, bottom; ends are exclusive
 * @param normalize factor of red, green, blue, then what is added to each
 * @param grid where the output lies
 * @param padding 0 black, 1 nearest pixel, 2 mirrored
 * @param support 1 bilinear, 2 bicubic
 */
@SuppressWarnings("ArrayRecordComponent")
public record WarpArguments(
    List<byte[]> pixels,
    int[] sources,
    float[] numbers,
    int[] boxes,
    float[] normalize,
    OutputGrid grid,
    int padding,
    int support) {
  /** Ints of an image in {@code sources}. */
  public static final int SOURCES = WarpKernel.SOURCES - 1;

  /** Floats of an image in {@code numbers}. */
  public static final int NUMBERS = WarpKernel.NUMBERS;

  /** Images in the batch. */
  int count() {
    return pixels.size();
  }
}
