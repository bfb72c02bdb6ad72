package dev.kindling.datablock.image;

import java.util.Arrays;

/**
 * The samples of one component of a JPEG in a part of the picture, and a band of its blocks on
 * their way there. Its memory is kept for the next JPEG. Used by one thread.
 */
final class JpegPlane {
  private final int[][] blocks = new int[64 + InverseDct.SPARE][0];
  private int[] even = {};
  private int[] odd = {};
  private int stride;
  private int across;
  private boolean split;
  private int rows;

  /**
   * Makes room.
   *
   * @param blocksAcross blocks side by side
   * @param blocksDown blocks below one another
   * @param band how many of those are transformed at a time
   * @param split whether even and odd columns lie apart
   */
  void begin(int blocksAcross, int blocksDown, int band, boolean split) {
    this.across = blocksAcross;
    this.split = split;
    this.stride = blocksAcross * (split ? 4 : 8);
    this.rows = 0;
    int samples = stride * blocksDown * 8;
    even = even.length < samples ? new int[samples] : even;
    odd = split && odd.length < samples ? new int[samples] : odd;
    for (int i = 0; i < blocks.length; i++) {
      if (blocks[i].length < across * band) {
        blocks[i] = new int[across * band];
      } else {
        Arrays.fill(blocks[i], 0, across * band, 0);
      }
    }
  }

  /** The band: [8 row + column][block], row by row; zeros but for what was written to them. */
  int[][] blocks() {
    return blocks;
  }

  /** Blocks side by side. */
  int across() {
    return across;
  }

  /** Transforms the first rows of blocks of the band, puts them below those before, and clears. */
  void end(int blocksDown) {
    int count = blocksDown * across;
    InverseDct.transform(blocks, count);
    int step = split ? 4 : 8;
    for (int i = 0; i < 64; i++) {
      int[] samples = split && i % 2 == 1 ? odd : even;
      int column = split ? i % 8 / 2 : i % 8;
      for (int j = 0; j < blocksDown; j++) {
        int to = (rows + 8 * j + i / 8) * stride + column;
        place(blocks[i], j * across, across, samples, to, step);
      }
      Arrays.fill(blocks[i], 0, count, 0);
    }
    rows += 8 * blocksDown;
  }

  private static void place(int[] from, int at, int count, int[] to, int first, int step) {
    for (int i = 0; i < count; i++) {
      to[first + i * step] = from[at + i];
    }
  }

  /** Copies samples of a row: every one, or of the even columns if those lie apart. */
  void even(int row, int from, int count, int[] to, int at) {
    System.arraycopy(even, row * stride + from, to, at, count);
  }

  /** Copies samples of the odd columns of a row. */
  void odd(int row, int from, int count, int[] to) {
    System.arraycopy(odd, row * stride + from, to, 0, count);
  }
}
