package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import java.util.OptionalLong;

/**
 * Reads the first directory of a TIFF 6.0 structure, which is both a format of its own and what
 * EXIF data is.
 */
final class TiffStructure {
  private static final int WIDTH = 0x100;
  private static final int HEIGHT = 0x101;
  private static final int ORIENTATION = 0x112;
  private static final int SHORT = 3;

  private TiffStructure() {}

  static ImageStructure read(ByteView bytes) throws BadItemException {
    return new ImageStructure(
        ImageHeader.checked(
            ImageFormat.TIFF,
            tag(bytes, 0, WIDTH).orElse(0),
            tag(bytes, 0, HEIGHT).orElse(0),
            orientation(bytes, 0)),
        true);
  }

  /** The orientation in the structure at {@code base}; damaged EXIF data never refuses an image. */
  static Orientation orientation(ByteView bytes, int base) {
    try {
      return Orientation.of((int) tag(bytes, base, ORIENTATION).orElse(1));
    } catch (BadItemException e) {
      return Orientation.UPRIGHT;
    }
  }

  private static OptionalLong tag(ByteView bytes, int base, int wanted) throws BadItemException {
    boolean bigEndian = bytes.u8(base) == 'M';
    long directory = base + bytes.u32(base + 4L, bigEndian);
    int entries = bytes.u16(directory, bigEndian);
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + 12L * i;
      if (bytes.u16(entry, bigEndian) == wanted) {
        boolean isShort = bytes.u16(entry + 2, bigEndian) == SHORT;
        return OptionalLong.of(
            isShort ? bytes.u16(entry + 8, bigEndian) : bytes.u32(entry + 8, bigEndian));
      }
    }
    return OptionalLong.empty();
  }
}
