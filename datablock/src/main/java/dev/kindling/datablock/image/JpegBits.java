package dev.kindling.datablock.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads the coefficients of a baseline scan, block by block (ITU-T T.81, annex F.2). What it cannot
 * read it reports rather than guesses. Used by one thread.
 */
final class JpegBits {
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  /** Where the coefficients of the file's order stand in their block, row by row. */
  private static final int[] PLACES = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  /** No mean. */
  static final int NONE = Integer.MIN_VALUE;

  private static final int[][] NOWHERE = {};

  private static final int LOOK = (1 << JpegHuffman.AHEAD) - 1;

  private final byte[] content;
  private int at;

  /** The next bits are the lowest ones, {@code left} of them. */
  private long bits;

  private int left;

  /** How many of them are zeros after the end of the data. */
  private int made;

  private int restarts;

  JpegBits(byte[] content, int at) {
    this.content = content;
    this.at = at;
  }

  /** False once bits were read that are not there. */
  boolean sound() {
    return left >= made;
  }

  /** Goes behind the next restart marker; false if it is not there. */
  boolean restart() {
    boolean there =
        left - made < 8
            && sound()
            && at + 1 < content.length
            && content[at] == (byte) 0xff
            && content[at + 1] == (byte) (0xd0 + restarts % 8);
    at += 2;
    bits = 0;
    left = 0;
    made = 0;
    restarts++;
    return there;
  }

  /**
   * Reads a block.
   *
   * @param mean of the component's block before
   * @param plane where its coefficients go, or nowhere
   * @param lane the block's index there
   * @return the block's mean, or {@link #NONE} if the bits make no sense
   */
  int read(
      JpegHuffman dc, JpegHuffman ac, int[] quant, int mean, @Nullable JpegPlane plane, int lane) {
    int difference = difference(dc);
    int[][] block = plane == null ? NOWHERE : plane.blocks();
    if (difference == NONE || !rest(ac, quant, block, lane)) {
      return NONE;
    }
    if (plane != null) {
      block[0][lane] = (short) (mean + difference) * quant[0];
    }
    return mean + difference;
  }

  private int difference(JpegHuffman dc) {
    fill();
    int entry = dc.entries[(int) (bits >>> (left - JpegHuffman.AHEAD)) & LOOK];
    if (entry == 0) {
      entry = dc.search((int) (bits >>> (left - 16)) & 0xffff);
    }
    int size = entry >> 16;
    if (entry == 0 || size > 11) {
      return NONE;
    }
    left -= (entry & 31) + size;
    return size == 0 ? 0 : JpegHuffman.extended((int) (bits >>> left) & (1 << size) - 1, size);
  }

  private boolean rest(JpegHuffman ac, int[] quant, int[][] block, int lane) {
    int[] entries = ac.entries;
    for (int k = 1; k < 64; k++) {
      if (left < 32) {
        fill();
      }
      int entry = entries[(int) (bits >>> (left - JpegHuffman.AHEAD)) & LOOK];
      int value;
      if ((entry & JpegHuffman.VALUE) != 0) {
        k += entry >> 5 & 15;
        left -= entry & 31;
        value = entry >> 16;
      } else {
        if (entry == 0) {
          entry = ac.search((int) (bits >>> (left - 16)) & 0xffff);
          if (entry == 0) {
            return false;
          }
        }
        left -= entry & 31;
        int size = entry >> 16 & 15;
        int zeros = entry >> 20;
        if (size == 0) {
          if (zeros != 15) {
            return true;
          }
          k += 15;
          continue;
        }
        k += zeros;
        left -= size;
        value = JpegHuffman.extended((int) (bits >>> left) & (1 << size) - 1, size);
      }
      if (k > 63) {
        return false;
      }
      if (block.length > 0) {
        block[PLACES[k]][lane] = value * quant[k];
      }
    }
    return true;
  }

  /** Leaves at least 32 bits, made up where the data ends. */
  private void fill() {
    if (left >= 32) {
      return;
    }
    if (at + 4 <= content.length) {
      int next = (int) FOUR_BYTES.get(content, at);
      if ((~next - 0x01010101 & next & 0x80808080) == 0) { // no byte is 0xff
        bits = bits << 32 | (next & 0xffffffffL);
        left += 32;
        at += 4;
        return;
      }
    }
    while (left <= 56) {
      bits = bits << 8 | nextByte();
      left += 8;
    }
  }

  /** The next byte without what was stuffed between; 0 at a marker or the end. */
  private int nextByte() {
    int next = at < content.length ? content[at] & 0xff : 0xff;
    if (next != 0xff) {
      at++;
      return next;
    }
    if (at + 1 < content.length && content[at + 1] == 0) {
      at += 2;
      return 0xff;
    }
    made += 8;
    return 0;
  }
}
