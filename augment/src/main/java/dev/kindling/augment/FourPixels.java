package dev.kindling.augment;

import static dev.kindling.augment.Positions.FRACTION;
import static dev.kindling.augment.Positions.LEAST;
import static dev.kindling.augment.Positions.POINT;

import dev.kindling.datablock.image.Image;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bilinear interpolation between the four pixels around each point: eight bytes are read at once,
 * and two pixels that lie side by side are weighted by one multiplication.
 */
final class FourPixels implements Inner {
  /** Two pixels, and two bytes more. */
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Of these bytes, one channel of both pixels, its first bits 24 apart. */
  private static final long TWO_PIXELS = 0xff0000ffL;

  private static final long FIRST = 0xffffff;

  private final byte[] pixels;
  private final int stride;
  private final Positions positions;

  FourPixels(Image image, PixelMap map, int size) {
    this.pixels = image.pixels();
    this.stride = image.width() * Image.CHANNELS;
    this.positions = new Positions(map, size);
  }

  /** One pixel more than is summed, for the two bytes more. */
  @Override
  public Margins margins() {
    return new Margins(0, 2 + LEAST, 0, 1 + LEAST);
  }

  @Override
  public void row(int from, int to, Line line, Rgb rows, int start) {
    positions.look(from, to, line);
    byte[] source = pixels;
    float[] red = rows.red();
    float[] green = rows.green();
    float[] blue = rows.blue();
    for (int column = from; column < to; column++) {
      long x = positions.x(column);
      long y = positions.y(column);
      int p = (int) (y >>> POINT) * stride + (int) (x >>> POINT) * Image.CHANNELS;
      long top = (long) EIGHT_BYTES.get(source, p);
      long bottom = (long) EIGHT_BYTES.get(source, p + stride);
      long right = x & FRACTION;
      long below = y & FRACTION;
      red[start + column] = across(down(top, bottom, below), right);
      green[start + column] = across(down(top >>> 8, bottom >>> 8, below), right);
      blue[start + column] = across(down(top >>> 16, bottom >>> 16, below), right);
    }
  }

  /** Between two rows: one channel of two pixels at once, each of which then has 24 bits. */
  private static long down(long top, long bottom, long below) {
    long above = top & TWO_PIXELS;
    return (above << POINT) + ((bottom & TWO_PIXELS) - above) * below;
  }

  private static float across(long both, long right) {
    long left = both & FIRST;
    return ((left << POINT) + right * ((both >>> 24) - left)) * 0x1p-32f;
  }

  @Override
  public void end(Rgb rows, int pixels) {}
}
