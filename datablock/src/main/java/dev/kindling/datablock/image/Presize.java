package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import java.io.Serializable;

/**
 * Shrinks large images once, before training reads them many times. The short side becomes {@code
 * shortSide}, the other keeps the proportion; no image is enlarged or cropped. Output pixels are
 * means over areas (OpenCV INTER_AREA), so nothing aliases.
 *
 * <p>An image that is small enough and upright keeps its bytes. Any other is encoded anew, upright:
 * as JPEG of quality 95 from JPEG and WebP, as PNG from the lossless formats.
 *
 * @param shortSide pixels, at least 1
 */
public record Presize(int shortSide) implements Serializable {
  /** Decoding leaves at least twice the pixels wanted, so that the mean decides the quality. */
  private static final int DECODED_PER_OUTPUT = 2;

  public Presize {
    requirePositive("Presize short side", shortSide);
  }

  /**
   * The stored image, small.
   *
   * @throws BadItemException as {@link ImageDecoder#decode(byte[])}; also for small images
   */
  public EncodedImage apply(byte[] content, ImageDecoder decoder) throws BadItemException {
    return encoded(content, shrink(decode(content, decoder)));
  }

  /**
   * The picture before it is shrunk: at full size, or already reduced as far as {@link #shrink}
   * does not notice.
   *
   * @throws BadItemException as {@link ImageDecoder#decode(byte[])}
   */
  public Image decode(byte[] content, ImageDecoder decoder) throws BadItemException {
    return decoder.decode(content, Math.multiplyExact(shortSide, DECODED_PER_OUTPUT));
  }

  /**
   * The bytes to store for the shrunk picture of this content: the content itself if it was small
   * and upright.
   *
   * @throws BadItemException as {@link ImageHeader#read}
   */
  public static EncodedImage encoded(byte[] content, Image small) throws BadItemException {
    ImageHeader header = ImageHeader.read(content);
    boolean asFound = header.width() == small.width() && header.height() == small.height();
    if (header.orientation() == Orientation.UPRIGHT && asFound) {
      return new EncodedImage(content, header.format(), small.width(), small.height());
    }
    return header.format().lossless()
        ? encoded(small, ImageEncoder.png(small), ImageFormat.PNG)
        : encoded(small, ImageEncoder.jpeg(small, ImageEncoder.FINE), ImageFormat.JPEG);
  }

  /** The image with the short side shrunk; the image itself if it is small enough. */
  public Image shrink(Image image) {
    int side = shortSideOf(image);
    return side <= shortSide ? image : scaled(image, shortSide, side);
  }

  static Image longestSide(Image image, int longestSide) {
    requirePositive("longest side", longestSide);
    int side = Math.max(image.width(), image.height());
    return side <= longestSide ? image : scaled(image, longestSide, side);
  }

  private static Image scaled(Image image, int numerator, int denominator) {
    return OpenCv.shrink(
        image,
        scaled(image.width(), numerator, denominator),
        scaled(image.height(), numerator, denominator));
  }

  private static int scaled(int side, int numerator, int denominator) {
    return (int) Math.max(1, Math.round((double) side * numerator / denominator));
  }

  private static int shortSideOf(Image image) {
    return Math.min(image.width(), image.height());
  }

  private static EncodedImage encoded(Image image, byte[] content, ImageFormat format) {
    return new EncodedImage(content, format, image.width(), image.height());
  }

  private static void requirePositive(String what, int side) {
    if (side < 1) {
      throw new IllegalArgumentException(
          "%s must be at least 1 pixel, got %d".formatted(what, side));
    }
  }
}
