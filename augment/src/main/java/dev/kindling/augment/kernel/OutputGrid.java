package dev.kindling.augment.kernel;

/**
 * Where square images of three channels lie in memory.
 *
 * @param size rows and columns
 * @param channelStride elements from one channel of a pixel to the next
 * @param columnStride elements from one column to the next
 */
public record OutputGrid(int size, int channelStride, int columnStride) {
  /** Elements of one image. */
  int area() {
    return 3 * size * size;
  }
}
