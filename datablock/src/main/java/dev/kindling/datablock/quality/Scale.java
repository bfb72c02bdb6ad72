package dev.kindling.datablock.quality;

/**
 * Bins of numbers that are at least 0. They are fixed, whatever the data, so counts from anywhere
 * can be added. Bins double in width when the numbers of two are added and their own halved.
 */
enum Scale {
  /** Bins of 1/1024. */
  LINEAR {
    @Override
    int bin(double value) {
      return (int) (value * LINEAR_BINS);
    }

    @Override
    double edge(int bin) {
      return bin / LINEAR_BINS;
    }
  },

  /**
   * 64 bins of equal width from each power of two to the next, so that none is wider than 1/64 of
   * its values: the leading bits of a number, which are in the order of the numbers.
   */
  GEOMETRIC {
    @Override
    int bin(double value) {
      return (int) (Double.doubleToLongBits(value) >> BITS_LEFT_OUT);
    }

    @Override
    double edge(int bin) {
      return Double.longBitsToDouble((long) bin << BITS_LEFT_OUT);
    }
  };

  private static final double LINEAR_BINS = 1024;
  private static final int BITS_LEFT_OUT = 52 - 6;

  /** The bin that holds a value. */
  abstract int bin(double value);

  /** The least value of a bin. */
  abstract double edge(int bin);
}
