package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;

/**
 * Walks the marker segments of a JPEG (ITU-T T.81, annex B) from the start to the end marker, as
 * libjpeg does: bytes between segments, and so a scan's coded data, are skipped.
 */
final class JpegStructure {
  private static final int START_OF_SCAN = 0xda;
  private static final int END_OF_IMAGE = 0xd9;
  private static final int APP1 = 0xe1;

  private JpegStructure() {}

  static ImageStructure read(ByteView bytes) throws BadItemException {
    long width = 0;
    long height = 0;
    boolean frame = false;
    boolean ended = false;
    Orientation orientation = Orientation.UPRIGHT;
    int at = 2;
    while (at + 1 < bytes.size() && !ended) {
      int marker = bytes.u8(at) == 0xff ? bytes.u8(at + 1) : 0;
      if (!opensSegment(marker)) {
        ended = marker == END_OF_IMAGE;
        at = bytes.indexOf(0xff, at + (marker == 0 || marker == 0xff ? 1 : 2));
        continue;
      }
      if (at + 3 >= bytes.size()) {
        break;
      }
      if (opensFrame(marker) && !frame) {
        frame = true;
        height = bytes.u16(at + 5, true);
        width = bytes.u16(at + 7, true);
      } else if (marker == APP1 && bytes.startsWith(at + 4, 'E', 'x', 'i', 'f', 0, 0)) {
        orientation = TiffStructure.orientation(bytes, at + 10);
      }
      at += 2 + Math.max(2, bytes.u16(at + 2, true));
    }
    if (!frame) {
      throw new BadItemException(
          ended ? QuarantineReason.CORRUPT : QuarantineReason.TRUNCATED,
          "jpeg of %d bytes has no frame header".formatted(bytes.size()));
    }
    return new ImageStructure(
        ImageHeader.checked(ImageFormat.JPEG, width, height, orientation), ended);
  }

  /** Whether several scans refine one another, so that only the end marker tells they are all. */
  static boolean progressive(byte[] content) throws BadItemException {
    ByteView bytes = new ByteView(content);
    int at = 2;
    while (true) {
      int marker = bytes.u8(at) == 0xff ? bytes.u8(at + 1) : 0;
      if (!opensSegment(marker)) {
        at++;
      } else if (opensFrame(marker) || marker == START_OF_SCAN) {
        return marker != 0xc0 && marker != 0xc1;
      } else {
        at += 2 + Math.max(2, bytes.u16(at + 2, true));
      }
    }
  }

  /** All but stuffed zeros, fill bytes, TEM, RST0 to RST7, SOI and EOI, which stand alone. */
  private static boolean opensSegment(int marker) {
    return marker > 1 && marker < 0xff && !(marker >= 0xd0 && marker <= 0xd9);
  }

  /** SOF0 to SOF15, without DHT, JPG and DAC, which lie between them. */
  private static boolean opensFrame(int marker) {
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
  }
}
