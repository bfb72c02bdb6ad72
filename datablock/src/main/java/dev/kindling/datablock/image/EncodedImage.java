package dev.kindling.datablock.image;

import static java.util.Objects.requireNonNull;

/**
 * An image as bytes, with what they hold. Equality is by identity of {@code content}.
 *
 * @param content encoded bytes, owned by the record
 * @param format of the bytes
 * @param width columns of the upright picture
 * @param height rows of the upright picture
 */
@SuppressWarnings("ArrayRecordComponent") // bytes that Spark rows take as they are
public record EncodedImage(byte[] content, ImageFormat format, int width, int height) {
  public EncodedImage {
    requireNonNull(content, "content");
    requireNonNull(format, "format");
  }
}
