package dev.kindling.datablock.image;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;

/**
 * What an encoded image says about itself. Reading it looks at a bounded number of header fields by
 * hand, allocates nothing in proportion to the stated size and never decodes a pixel.
 *
 * @param format told by the first bytes
 * @param width columns as stored, before the orientation is applied, at least 1
 * @param height rows as stored, before the orientation is applied, at least 1
 * @param orientation from the EXIF data of a JPEG, PNG, WebP or TIFF; upright where it says nothing
 */
public record ImageHeader(ImageFormat format, int width, int height, Orientation orientation) {
  public ImageHeader {
    requireNonNull(format, "format");
    requireNonNull(orientation, "orientation");
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "ImageHeader needs a positive size, got %d x %d".formatted(width, height));
    }
  }

  /**
   * The header of these bytes.
   *
   * @throws BadItemException {@code EMPTY}, {@code NOT_AN_IMAGE}, {@code TRUNCATED} where the bytes
   *     end inside the header, or {@code CORRUPT} where it makes no sense
   */
  public static ImageHeader read(byte[] content) throws BadItemException {
    return ImageStructure.read(content).header();
  }

  /** Columns of the upright picture. */
  public int uprightWidth() {
    return orientation.swapsSides() ? height : width;
  }

  /** Rows of the upright picture. */
  public int uprightHeight() {
    return orientation.swapsSides() ? width : height;
  }

  /** Pixels in all. */
  public long pixels() {
    return (long) width * height;
  }

  static ImageHeader checked(ImageFormat format, long width, long height, Orientation orientation)
      throws BadItemException {
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new BadItemException(
          QuarantineReason.CORRUPT,
          "%s header states a size of %d x %d".formatted(format.text(), width, height));
    }
    return new ImageHeader(format, (int) width, (int) height, orientation);
  }
}
