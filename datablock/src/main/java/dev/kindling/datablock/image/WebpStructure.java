package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;

/** Reads the headers of a WebP (RFC 9649): simple lossy, simple lossless or extended. */
final class WebpStructure {
  private static final int FIRST_CHUNK = 12;
  private static final int DATA = FIRST_CHUNK + 8;

  private WebpStructure() {}

  static ImageStructure read(ByteView bytes) throws BadItemException {
    boolean ended = 8 + bytes.u32(4, false) <= bytes.size();
    if (bytes.startsWith(FIRST_CHUNK, 'V', 'P', '8', ' ')) {
      return structure(
          bytes.u16(DATA + 6, false) & 0x3fff,
          bytes.u16(DATA + 8, false) & 0x3fff,
          Orientation.UPRIGHT,
          ended);
    }
    if (bytes.startsWith(FIRST_CHUNK, 'V', 'P', '8', 'L')) {
      long bits = bytes.u32(DATA + 1, false);
      return structure((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, Orientation.UPRIGHT, ended);
    }
    if (bytes.startsWith(FIRST_CHUNK, 'V', 'P', '8', 'X')) {
      return structure(
          bytes.u24LittleEndian(DATA + 4) + 1L,
          bytes.u24LittleEndian(DATA + 7) + 1L,
          orientation(bytes),
          ended);
    }
    throw new BadItemException(
        bytes.size() < DATA ? QuarantineReason.TRUNCATED : QuarantineReason.CORRUPT,
        "webp has no VP8, VP8L or VP8X chunk at its head");
  }

  private static ImageStructure structure(
      long width, long height, Orientation orientation, boolean ended) throws BadItemException {
    return new ImageStructure(
        ImageHeader.checked(ImageFormat.WEBP, width, height, orientation), ended);
  }

  private static Orientation orientation(ByteView bytes) throws BadItemException {
    long at = FIRST_CHUNK;
    while (at + 8 <= bytes.size()) {
      if (bytes.startsWith((int) at, 'E', 'X', 'I', 'F')) {
        int data = (int) at + 8;
        int marker = bytes.startsWith(data, 'E', 'x', 'i', 'f', 0, 0) ? 6 : 0;
        return TiffStructure.orientation(bytes, data + marker);
      }
      long length = bytes.u32(at + 4, false);
      at += 8 + length + (length & 1);
    }
    return Orientation.UPRIGHT;
  }
}
