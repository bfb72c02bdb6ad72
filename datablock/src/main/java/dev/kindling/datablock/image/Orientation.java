package dev.kindling.datablock.image;

/**
 * How a stored picture lies, as EXIF tag 0x0112 has it (CIPA DC-008), and how to set it upright.
 * The names say what must be done to the stored rows.
 */
public enum Orientation {
  /** 1: as it is. */
  UPRIGHT,
  /** 2: left and right change places. */
  MIRROR,
  /** 3: half a turn. */
  ROTATE_180,
  /** 4: top and bottom change places. */
  FLIP,
  /** 5: rows become columns. */
  TRANSPOSE,
  /** 6: a quarter turn clockwise. */
  ROTATE_90,
  /** 7: rows become columns, about the other diagonal. */
  TRANSVERSE,
  /** 8: a quarter turn counter-clockwise. */
  ROTATE_270;

  /** The EXIF value, 1 to 8. */
  public int tag() {
    return ordinal() + 1;
  }

  /** The orientation of an EXIF value; anything outside 1 to 8 counts as upright. */
  public static Orientation of(int tag) {
    return tag >= 1 && tag <= 8 ? values()[tag - 1] : UPRIGHT;
  }

  /** Whether width and height change places. */
  public boolean swapsSides() {
    return ordinal() >= TRANSPOSE.ordinal();
  }

  /** Whether the columns of the upright picture run against those, or the rows, as stored. */
  boolean fromRight() {
    return this == MIRROR || this == ROTATE_180 || this == ROTATE_90 || this == TRANSVERSE;
  }

  /** Whether the rows of the upright picture run against those, or the columns, as stored. */
  boolean fromBottom() {
    return this == ROTATE_180 || this == FLIP || this == TRANSVERSE || this == ROTATE_270;
  }

  /** The stored picture set upright; the image itself where nothing is to be done. */
  public Image apply(Image stored) {
    if (this == UPRIGHT) {
      return stored;
    }
    int width = swapsSides() ? stored.height() : stored.width();
    int height = swapsSides() ? stored.width() : stored.height();
    // The source of output (x, y) is at origin + x * alongX + y * alongY.
    int right = Image.CHANNELS;
    int down = stored.width() * Image.CHANNELS;
    int lastColumn = down - right;
    int lastRow = (stored.height() - 1) * down;
    return switch (this) {
      case UPRIGHT -> stored;
      case MIRROR -> walk(stored, width, height, lastColumn, -right, down);
      case ROTATE_180 -> walk(stored, width, height, lastColumn + lastRow, -right, -down);
      case FLIP -> walk(stored, width, height, lastRow, right, -down);
      case TRANSPOSE -> walk(stored, width, height, 0, down, right);
      case ROTATE_90 -> walk(stored, width, height, lastRow, -down, right);
      case TRANSVERSE -> walk(stored, width, height, lastColumn + lastRow, -down, -right);
      case ROTATE_270 -> walk(stored, width, height, lastColumn, down, -right);
    };
  }

  private static Image walk(
      Image stored, int width, int height, int origin, int alongX, int alongY) {
    byte[] from = stored.pixels();
    byte[] to = new byte[width * height * Image.CHANNELS];
    int out = 0;
    for (int y = 0; y < height; y++) {
      int in = origin + y * alongY;
      for (int x = 0; x < width; x++, in += alongX, out += Image.CHANNELS) {
        to[out] = from[in];
        to[out + 1] = from[in + 1];
        to[out + 2] = from[in + 2];
      }
    }
    return Image.of(to, width, height).in(stored.order());
  }
}
