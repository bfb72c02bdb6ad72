package dev.kindling.augment;

import dev.kindling.datablock.image.Image;

/** The pixels of an image and, by its padding, around it. Safe for use by many threads. */
final class Edges {
  private static final int BYTE = 0xff;

  private final byte[] pixels;
  private final int width;
  private final int height;
  private final Padding padding;

  Edges(Image image, Padding padding) {
    this.pixels = image.pixels();
    this.width = image.width();
    this.height = image.height();
    this.padding = padding;
  }

  /**
   * Gathers a square of pixels.
   *
   * @param left column of the square's first pixels, anywhere
   * @param top row of the square's first pixels, anywhere
   * @param span pixels along a side of the square
   * @param gathered for each pixel of the square, row by row, those of all points: red in the
   *     lowest byte, 0 where it is black
   * @param point whose are filled
   */
  void gather(int left, int top, int span, int[][] gathered, int point) {
    for (int j = 0; j < span; j++) {
      int row = padding.fold(top + j, height);
      for (int i = 0; i < span; i++) {
        int column = padding.fold(left + i, width);
        gathered[j * span + i][point] = row < 0 || column < 0 ? 0 : pixel(column, row);
      }
    }
  }

  private int pixel(int column, int row) {
    int at = (row * width + column) * Image.CHANNELS;
    return pixels[at] & BYTE | (pixels[at + 1] & BYTE) << 8 | (pixels[at + 2] & BYTE) << 16;
  }
}
