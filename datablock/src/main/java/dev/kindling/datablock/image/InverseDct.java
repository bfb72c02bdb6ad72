package dev.kindling.datablock.image;

/**
 * The inverse cosine transform of many blocks at once, in whole numbers that are the same as those
 * of libjpeg's slow and exact one. Each of the 64 places in a block has an array with an element
 * for every block, so that the loops become vector instructions.
 *
 * <p>Source: Loeffler, Ligtenberg and Moschytz, "Practical fast 1-D DCT algorithms with 11
 * multiplications", 1989.
 */
final class InverseDct {
  private static final int POINT = 13;
  private static final int KEPT = 2;

  private InverseDct() {}

  /** How many arrays beside those of the places are needed. */
  static final int SPARE = 4;

  /**
   * From coefficients to samples of 0 to 255, in place.
   *
   * @param blocks [8 row + column][block], and {@link #SPARE} more; the arrays change places
   */
  static void transform(int[][] blocks, int count) {
    for (int i = 0; i < 8; i++) {
      line(blocks, i, 8, POINT - KEPT, count);
    }
    for (int i = 0; i < 8; i++) {
      line(blocks, 8 * i, 1, POINT + KEPT + 3, count);
    }
    for (int i = 0; i < 64; i++) {
      fold(blocks[i], count);
      clamp(blocks[i], count);
    }
  }

  /** One row or column of all blocks, which stays a sum of 2^shift. */
  private static void line(int[][] blocks, int first, int step, int shift, int count) {
    int[] a0 = blocks[first];
    int[] a1 = blocks[first + step];
    int[] a2 = blocks[first + 2 * step];
    int[] a3 = blocks[first + 3 * step];
    int[] a4 = blocks[first + 4 * step];
    int[] a5 = blocks[first + 5 * step];
    int[] a6 = blocks[first + 6 * step];
    int[] a7 = blocks[first + 7 * step];
    int[] b0 = blocks[64];
    int[] b1 = blocks[65];
    int[] b2 = blocks[66];
    int[] b3 = blocks[67];
    // Even coefficients: what outputs i and 7 - i have in common, in a0, a4, a2, a6.
    rotate(a2, a6, count);
    sumAndDifference(a0, a4, count);
    scale(a0, 1 << (shift - 1), count);
    scale(a4, 1 << (shift - 1), count);
    sumAndDifference(a0, a6, count);
    sumAndDifference(a4, a2, count);
    // Odd ones: half of what they differ by, in b0 to b3.
    weigh(a1, 11363, a3, 9633, b0, count);
    weighMore(a5, 6437, a7, 2260, b0, count);
    weigh(a1, 9633, a3, -2259, b1, count);
    weighMore(a5, -11362, a7, -6436, b1, count);
    weigh(a1, 6437, a3, -11362, b2, count);
    weighMore(a5, 2261, a7, 9633, b2, count);
    weigh(a1, 2260, a3, -6436, b3, count);
    weighMore(a5, 9633, a7, -11363, b3, count);
    sumAndDifference(a0, b0, count);
    sumAndDifference(a4, b1, count);
    sumAndDifference(a2, b2, count);
    sumAndDifference(a6, b3, count);
    int[][] outputs = {a0, a4, a2, a6, b3, b2, b1, b0};
    for (int i = 0; i < 8; i++) {
      shift(outputs[i], shift, count);
      blocks[first + i * step] = outputs[i];
    }
    blocks[64] = a1;
    blocks[65] = a3;
    blocks[66] = a5;
    blocks[67] = a7;
  }

  // Loops so short that the JIT compiler of Java 17 makes vectors of them.

  /** Coefficients 2 and 6 by the cosine and sine of an eighth of a half turn. */
  private static void rotate(int[] second, int[] sixth, int count) {
    for (int i = 0; i < count; i++) {
      int a = second[i];
      int b = sixth[i];
      second[i] = a * 4433 - b * 10704;
      sixth[i] = a * 10703 + b * 4433;
    }
  }

  private static void sumAndDifference(int[] sum, int[] difference, int count) {
    for (int i = 0; i < count; i++) {
      int a = sum[i];
      int b = difference[i];
      sum[i] = a + b;
      difference[i] = a - b;
    }
  }

  private static void scale(int[] values, int half, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = (values[i] << POINT) + half;
    }
  }

  private static void weigh(int[] a, int ofA, int[] b, int ofB, int[] sum, int count) {
    for (int i = 0; i < count; i++) {
      sum[i] = a[i] * ofA + b[i] * ofB;
    }
  }

  private static void weighMore(int[] a, int ofA, int[] b, int ofB, int[] sum, int count) {
    for (int i = 0; i < count; i++) {
      sum[i] += a[i] * ofA + b[i] * ofB;
    }
  }

  private static void shift(int[] values, int shift, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] >> shift;
    }
  }

  /** About 128; libjpeg keeps 10 bits. */
  private static void fold(int[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = (values[i] << 22 >> 22) + 128;
    }
  }

  /** To the nearest of 0 to 255, by absolute values, which become vectors. */
  private static void clamp(int[] values, int count) {
    for (int i = 0; i < count; i++) {
      int value = values[i];
      values[i] = (Math.abs(value) - Math.abs(value - 255) + 255) >> 1;
    }
  }
}
