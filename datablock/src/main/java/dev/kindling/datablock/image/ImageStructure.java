package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;

/**
 * The header of an encoded image and whether its last byte is there.
 *
 * @param header what it says about itself
 * @param ended whether the format's end was reached; what that means is each format's own
 */
record ImageStructure(ImageHeader header, boolean ended) {
  static ImageStructure read(byte[] content) throws BadItemException {
    if (content.length == 0) {
      throw new BadItemException(QuarantineReason.EMPTY, "has no bytes");
    }
    ImageFormat format =
        ImageFormat.sniff(content)
            .orElseThrow(
                () ->
                    new BadItemException(
                        QuarantineReason.NOT_AN_IMAGE,
                        "begins with %s, expected a JPEG, PNG, GIF, BMP, WebP or TIFF"
                            .formatted(beginning(content))));
    ByteView bytes = new ByteView(content);
    return switch (format) {
      case JPEG -> JpegStructure.read(bytes);
      case PNG -> PngStructure.read(bytes);
      case GIF -> GifStructure.read(bytes);
      case BMP -> BmpStructure.read(bytes);
      case WEBP -> WebpStructure.read(bytes);
      case TIFF -> TiffStructure.read(bytes);
    };
  }

  private static String beginning(byte[] content) {
    StringBuilder text = new StringBuilder("bytes");
    for (int i = 0; i < Math.min(8, content.length); i++) {
      text.append(" %02x".formatted(content[i] & 0xff));
    }
    return text.toString();
  }
}
