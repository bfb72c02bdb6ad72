package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;

/** Walks a GIF (GIF89a specification) to the end of its first frame. */
final class GifStructure {
  private GifStructure() {}

  static ImageStructure read(ByteView bytes) throws BadItemException {
    long at = 13 + colours(bytes.u8(10));
    while (bytes.u8(at) != ',') {
      if (bytes.u8(at) != '!') {
        throw new BadItemException(
            QuarantineReason.CORRUPT,
            "gif has byte %02x at %d, expected a frame or an extension"
                .formatted(bytes.u8(at), at));
      }
      at = afterBlocks(bytes, at + 2);
    }
    long width = bytes.u16(at + 5, false);
    long height = bytes.u16(at + 7, false);
    long data = at + 10 + colours(bytes.u8(at + 9)) + 1;
    return new ImageStructure(
        ImageHeader.checked(ImageFormat.GIF, width, height, Orientation.UPRIGHT),
        frameEnds(bytes, data));
  }

  private static boolean frameEnds(ByteView bytes, long data) {
    try {
      return afterBlocks(bytes, data) <= bytes.size();
    } catch (BadItemException e) {
      return false;
    }
  }

  private static long afterBlocks(ByteView bytes, long from) throws BadItemException {
    long at = from;
    while (bytes.u8(at) != 0) {
      at += 1 + bytes.u8(at);
    }
    return at + 1;
  }

  /** Bytes of the colour table that the flags announce. */
  private static int colours(int flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }
}
