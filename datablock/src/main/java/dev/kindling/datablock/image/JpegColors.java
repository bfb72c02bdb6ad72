package dev.kindling.datablock.image;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * From luma and two colour differences to RGB, as JFIF has it, in the whole numbers of libjpeg.
 * Halved colours are interpolated: three quarters of the nearer one, a quarter of the next. Works
 * on pairs of pixels, the even columns and the odd ones each as an array.
 */
final class JpegColors {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int HALF = 1 << 15;

  private final JpegFrame frame;
  private final List<JpegPlane> planes;
  private final int firstPair;
  private final int firstRow;
  private final int pairs;
  private final int[] green;
  private final int[] rest;

  /**
   * A part of a picture.
   *
   * @param planes of that part
   * @param firstPair its first pair of columns
   * @param firstRow its first row
   * @param endPair the pair of columns after its last
   */
  JpegColors(JpegFrame frame, List<JpegPlane> planes, int firstPair, int firstRow, int endPair) {
    this.frame = frame;
    this.planes = planes;
    this.firstPair = firstPair;
    this.firstRow = firstRow;
    this.pairs = endPair - firstPair;
    this.green = new int[pairs];
    this.rest = new int[pairs];
  }

  /** Writes the pixels of the part up to a row. */
  void write(int endRow, Image image) {
    Pair luma = new Pair(pairs);
    Pair blue = new Pair(pairs);
    Pair red = new Pair(pairs);
    Halved halved = new Halved((endRow - 1) / frame.down());
    for (int row = firstRow; row < endRow; row++) {
      int at = row - firstRow;
      luma.read(planes.get(0), at);
      if (frame.across() == 1) {
        blue.read(planes.get(1), at);
        red.read(planes.get(2), at);
      } else {
        halved.read(planes.get(1), row, blue);
        halved.read(planes.get(2), row, red);
      }
      mix(luma.even, blue.even, red.even, pairs);
      mix(luma.odd, blue.odd, red.odd, pairs);
      if (row < image.height() - 1) {
        store(luma.even, luma.odd, pairs, image.pixels(), offset(image, row));
      } else {
        storeLast(luma, image);
      }
    }
  }

  private int offset(Image image, int row) {
    return (row * image.width() + 2 * firstPair) * Image.CHANNELS;
  }

  /** Two pixels at once, and two bytes more, which what is written next has its own values for. */
  private static void store(int[] even, int[] odd, int pairs, byte[] pixels, int offset) {
    for (int i = 0; i < pairs; i++) {
      EIGHT_BYTES.set(pixels, offset + 6 * i, even[i] | (long) odd[i] << 24);
    }
  }

  private void storeLast(Pair rgb, Image image) {
    int at = offset(image, image.height() - 1);
    int end = image.width() * image.height() * Image.CHANNELS;
    for (int i = 0; i < rgb.even.length; i++) {
      long both = rgb.even[i] | (long) rgb.odd[i] << 24;
      for (int b = 0; b < 2 * Image.CHANNELS && at < end; b++, at++) {
        image.pixels()[at] = (byte) (both >>> (8 * b));
      }
    }
  }

  /** Luma becomes RGB, red in the lowest byte; by loops so short that they become vectors. */
  private void mix(int[] luma, int[] blue, int[] red, int count) {
    green(luma, blue, red, green, count);
    one(luma, red, 91881, rest, count);
    one(luma, blue, 116130, luma, count);
    higher(luma, 16, count);
    higher(green, 8, count);
    join(luma, green, count);
    join(luma, rest, count);
  }

  private static void one(int[] luma, int[] difference, int factor, int[] to, int count) {
    int more = HALF - 128 * factor;
    for (int i = 0; i < count; i++) {
      int value = luma[i] + ((factor * difference[i] + more) >> 16);
      to[i] = (Math.abs(value) - Math.abs(value - 255) + 255) >> 1;
    }
  }

  private static void green(int[] luma, int[] blue, int[] red, int[] to, int count) {
    int more = HALF + 128 * (22554 + 46802);
    for (int i = 0; i < count; i++) {
      int value = luma[i] + ((more - 22554 * blue[i] - 46802 * red[i]) >> 16);
      to[i] = (Math.abs(value) - Math.abs(value - 255) + 255) >> 1;
    }
  }

  private static void higher(int[] values, int bits, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = values[i] << bits;
    }
  }

  private static void join(int[] values, int[] others, int count) {
    for (int i = 0; i < count; i++) {
      values[i] |= others[i];
    }
  }

  /** A row's even columns and its odd ones. */
  private static final class Pair {
    final int[] even;
    final int[] odd;

    Pair(int pairs) {
      even = new int[pairs];
      odd = new int[pairs];
    }

    void read(JpegPlane plane, int row) {
      plane.even(row, 0, even.length, even, 0);
      plane.odd(row, 0, odd.length, odd);
    }
  }

  /** Interpolates a component that has one column for each pair. */
  private final class Halved {
    private final int lastRow;
    private final int[] near;
    private final int[] far;
    private final int[] before;
    private final int[] after;

    Halved(int lastRow) {
      this.lastRow = lastRow;
      this.near = new int[pairs + 2];
      this.far = new int[pairs + 2];
      this.before = new int[pairs];
      this.after = new int[pairs];
    }

    void read(JpegPlane plane, int row, Pair to) {
      boolean alone = frame.down() == 1;
      copy(plane, row / frame.down(), near);
      if (!alone) {
        int next = row / 2 + (row % 2 == 0 ? -1 : 1);
        copy(plane, Math.max(firstRow / 2, Math.min(lastRow, next)), far);
        threeToOne(near, far, pairs + 2);
      }
      System.arraycopy(near, 0, before, 0, pairs);
      System.arraycopy(near, 1, to.even, 0, pairs);
      System.arraycopy(near, 1, to.odd, 0, pairs);
      System.arraycopy(near, 2, after, 0, pairs);
      int shift = alone ? 2 : 4;
      threeToOne(to.even, before, pairs);
      threeToOne(to.odd, after, pairs);
      shift(to.even, alone ? 1 : 8, shift, pairs);
      shift(to.odd, alone ? 2 : 7, shift, pairs);
    }

    /** A row, with one more column at each end, or the same again at the picture's edge. */
    private void copy(JpegPlane plane, int row, int[] to) {
      int at = row - firstRow / frame.down();
      plane.even(at, 0, pairs, to, 1);
      to[0] = to[1];
      to[pairs + 1] = to[pairs];
      // Beside the part nothing is known; what comes of that lies outside of the region.
    }

    private static void threeToOne(int[] near, int[] far, int count) {
      for (int i = 0; i < count; i++) {
        near[i] = 3 * near[i] + far[i];
      }
    }

    private static void shift(int[] values, int half, int shift, int count) {
      for (int i = 0; i < count; i++) {
        values[i] = (values[i] + half) >> shift;
      }
    }
  }
}
