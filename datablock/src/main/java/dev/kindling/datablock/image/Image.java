package dev.kindling.datablock.image;

import static java.util.Objects.requireNonNull;

/**
 * An upright RGB picture: uint8, HWC, rows from the top, {@code pixels[(y * width + x) * 3 + c]}.
 * Only one that was decoded into {@link PixelBuffer#inAnyOrder} may have another {@link #order}.
 *
 * <p>The image owns its array: who creates one must not write to the array afterwards, and readers
 * must not write to what {@link #pixels()} hands out.
 */
public final class Image {
  /** Red, green and blue. */
  public static final int CHANNELS = 3;

  private final byte[] pixels;
  private final int width;
  private final int height;
  private final ChannelOrder order;

  private Image(byte[] pixels, int width, int height, ChannelOrder order) {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    this.order = order;
  }

  /**
   * Takes ownership of the array.
   *
   * @throws IllegalArgumentException if the array is not {@code width * height * 3} long
   */
  public static Image of(byte[] pixels, int width, int height) {
    requireNonNull(pixels, "pixels");
    if (width < 1 || height < 1 || (long) width * height * CHANNELS != pixels.length) {
      throw new IllegalArgumentException(
          "Image of %d x %d needs %d bytes, got %d"
              .formatted(width, height, (long) width * height * CHANNELS, pixels.length));
    }
    return new Image(pixels, width, height, ChannelOrder.RGB);
  }

  /** An image in the beginning of an array that serves one after the other. */
  static Image within(PixelBuffer buffer, int width, int height, ChannelOrder order) {
    int length = Math.multiplyExact(Math.multiplyExact(width, height), CHANNELS);
    return new Image(buffer.atLeast(length), width, height, order);
  }

  /** The same bytes, said to lie in that order. */
  Image in(ChannelOrder said) {
    return new Image(pixels, width, height, said);
  }

  /** The live array, uint8 HWC; longer than the image where it is used again for others. */
  public byte[] pixels() {
    return pixels;
  }

  /** How the bytes of each pixel lie. */
  public ChannelOrder order() {
    return order;
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }
}
