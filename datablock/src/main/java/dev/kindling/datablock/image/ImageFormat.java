package dev.kindling.datablock.image;

import java.util.Locale;
import java.util.Optional;

/** The image formats that are read, told apart by their first bytes and never by a file's name. */
public enum ImageFormat {
  /** JPEG, the only format that is decoded at reduced scale. */
  JPEG,
  /** PNG; of an animated one the default image. */
  PNG,
  /** GIF; of an animated one the first frame, without its canvas. */
  GIF,
  /** Windows bitmap. */
  BMP,
  /** WebP, lossy or lossless; of an animated one the first frame. */
  WEBP,
  /** Classic TIFF (not BigTIFF); of several pages the first. */
  TIFF;

  /** The name in tables and manifests, such as {@code jpeg}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The media type, such as {@code image/jpeg}. */
  public String mediaType() {
    return "image/" + text();
  }

  /** Whether its pixels are usually exact, so that storing them as JPEG would be a loss. */
  public boolean lossless() {
    return this != JPEG && this != WEBP;
  }

  /** The format that these bytes begin as, empty if none. */
  public static Optional<ImageFormat> sniff(byte[] content) {
    ByteView bytes = new ByteView(content);
    if (bytes.startsWith(0, 0xff, 0xd8, 0xff)) {
      return Optional.of(JPEG);
    }
    if (bytes.startsWith(0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
      return Optional.of(PNG);
    }
    if (bytes.startsWith(0, 'G', 'I', 'F', '8', '7', 'a')
        || bytes.startsWith(0, 'G', 'I', 'F', '8', '9', 'a')) {
      return Optional.of(GIF);
    }
    if (bytes.startsWith(0, 'R', 'I', 'F', 'F') && bytes.startsWith(8, 'W', 'E', 'B', 'P')) {
      return Optional.of(WEBP);
    }
    if (bytes.startsWith(0, 'I', 'I', 42, 0) || bytes.startsWith(0, 'M', 'M', 0, 42)) {
      return Optional.of(TIFF);
    }
    if (bytes.startsWith(0, 'B', 'M') && BmpStructure.plausible(bytes)) {
      return Optional.of(BMP);
    }
    return Optional.empty();
  }
}
