package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;

/** Reads the two headers of a Windows or OS/2 bitmap. */
final class BmpStructure {
  private static final int OS2_HEADER = 12;
  private static final int LONGEST_HEADER = 256;

  private BmpStructure() {}

  /** Two letters are not much: a text may begin with "BM", so the header's length counts too. */
  static boolean plausible(ByteView bytes) {
    try {
      long header = bytes.u32(14, false);
      return header >= OS2_HEADER && header <= LONGEST_HEADER;
    } catch (BadItemException e) {
      return true; // a bitmap cut short, or a very short text; reported as truncated
    }
  }

  static ImageStructure read(ByteView bytes) throws BadItemException {
    boolean os2 = bytes.u32(14, false) == OS2_HEADER;
    long width = os2 ? bytes.u16(18, false) : (int) bytes.u32(18, false);
    long height = os2 ? bytes.u16(20, false) : Math.abs((long) (int) bytes.u32(22, false));
    int bits = bytes.u16(os2 ? 24 : 28, false);
    boolean plain = os2 || bytes.u32(30, false) == 0;
    ImageHeader header = ImageHeader.checked(ImageFormat.BMP, width, height, Orientation.UPRIGHT);
    long row = (width * bits + 31) / 32 * 4;
    long last = bytes.u32(10, false) + row * (height - 1) + (width * bits + 7) / 8;
    return new ImageStructure(header, !plain || last <= bytes.size());
  }
}
