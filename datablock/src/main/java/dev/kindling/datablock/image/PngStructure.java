package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;

/** Walks the chunks of a PNG (ISO/IEC 15948) from IHDR to IEND. */
final class PngStructure {
  static final int FIRST_CHUNK = 8;
  static final int CHUNK_FRAME = 12; // length, type and checksum around the data

  private PngStructure() {}

  static ImageStructure read(ByteView bytes) throws BadItemException {
    if (bytes.size() > FIRST_CHUNK + 7 && !bytes.startsWith(FIRST_CHUNK + 4, 'I', 'H', 'D', 'R')) {
      throw new BadItemException(QuarantineReason.CORRUPT, "png does not begin with an IHDR chunk");
    }
    long width = bytes.u32(FIRST_CHUNK + 8, true);
    long height = bytes.u32(FIRST_CHUNK + 12, true);
    Orientation orientation = Orientation.UPRIGHT;
    boolean ended = false;
    long at = FIRST_CHUNK;
    while (!ended && at + CHUNK_FRAME <= bytes.size()) {
      int type = (int) at + 4;
      if (bytes.startsWith(type, 'e', 'X', 'I', 'f')) {
        orientation = TiffStructure.orientation(bytes, type + 4);
      }
      ended = bytes.startsWith(type, 'I', 'E', 'N', 'D');
      at += CHUNK_FRAME + bytes.u32(at, true);
    }
    return new ImageStructure(
        ImageHeader.checked(ImageFormat.PNG, width, height, orientation), ended);
  }
}
