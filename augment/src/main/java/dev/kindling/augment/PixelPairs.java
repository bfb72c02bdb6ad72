package dev.kindling.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Reads two neighbouring pixels at once, with the two bytes behind them, which belong to a third.
 */
final class PixelPairs {
  /** Bytes from the left pixel to the right one, in bits. */
  private static final int PIXEL_BITS = 24;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private PixelPairs() {}

  /**
   * Gathers the pairs of many points in a loop so short that the processor waits for many of them
   * at a time.
   *
   * @param pixels uint8 HWC
   * @param first the index of each point's first byte
   * @param offset added to all of those
   * @param from first point
   * @param to point after the last
   * @param left filled with left pixels: red in the lowest byte, anything in the highest
   * @param right filled with right pixels
   */
  static void gather(
      byte[] pixels, int[] first, int offset, int from, int to, int[] left, int[] right) {
    for (int i = from; i < to; i++) {
      long both = (long) EIGHT_BYTES.get(pixels, first[i] + offset);
      left[i] = (int) both;
      right[i] = (int) (both >>> PIXEL_BITS);
    }
  }
}
