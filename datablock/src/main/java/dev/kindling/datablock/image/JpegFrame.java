package dev.kindling.datablock.image;

import dev.kindling.datablock.BadItemException;
import java.util.Optional;

/**
 * What the headers of a plain JPEG say: baseline, 8 bits, Y Cb Cr in one scan, colours at full size
 * or halved along x or along both axes. Nearly every photo is one.
 *
 * @param width columns of the picture
 * @param height rows of the picture
 * @param across 2 if colours are halved along x, else 1
 * @param down 2 if colours are halved along y, else 1
 * @param quants for each component, 64 factors in the order of the coefficients in the file
 * @param dc for each component
 * @param ac for each component
 * @param restart units from one restart marker to the next, 0 for none
 * @param scan index of the first coded byte
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record JpegFrame(
    int width,
    int height,
    int across,
    int down,
    int[][] quants,
    JpegHuffman[] dc,
    JpegHuffman[] ac,
    int restart,
    int scan) {
  private static final int COMPONENTS = 3;

  /** The headers, or nothing if the JPEG is of another kind. */
  static Optional<JpegFrame> read(byte[] content) {
    try {
      return new Reader(new ByteView(content)).read();
    } catch (BadItemException e) {
      return Optional.empty(); // other decoders may be more lenient
    }
  }

  private static final class Reader {
    private final ByteView bytes;
    private final int[][] quants = new int[4][0];
    private final JpegHuffman[] dc = new JpegHuffman[4];
    private final JpegHuffman[] ac = new JpegHuffman[4];
    private final int[] ids = new int[COMPONENTS];
    private final int[] samplings = new int[COMPONENTS];
    private final int[] quantOf = new int[COMPONENTS];
    private int width;
    private int height;
    private int restart;
    private boolean jfif;
    private boolean adobe;

    Reader(ByteView bytes) {
      this.bytes = bytes;
    }

    Optional<JpegFrame> read() throws BadItemException {
      int at = 2;
      while (true) {
        if (bytes.u8(at) != 0xff) {
          return Optional.empty();
        }
        int marker = bytes.u8(at + 1);
        if (marker == 0xff) {
          at++;
          continue;
        }
        int length = bytes.u16(at + 2, true);
        int end = at + 2 + length;
        bytes.u8(end);
        if (marker == 0xda) {
          return scan(at + 4, end);
        }
        if (!segment(marker, at + 4, end)) {
          return Optional.empty();
        }
        at = end;
      }
    }

    /** False if the JPEG is of another kind. */
    private boolean segment(int marker, int at, int end) throws BadItemException {
      switch (marker) {
        case 0xc0 -> {
          return frame(at, end);
        }
        case 0xc4 -> {
          return huffman(at, end);
        }
        case 0xdb -> {
          return quants(at, end);
        }
        case 0xdd -> restart = bytes.u16(at, true);
        case 0xe0 -> jfif |= end - at >= 14 && bytes.startsWith(at, 'J', 'F', 'I', 'F', 0);
        case 0xee -> adobe |= bytes.startsWith(at, 'A', 'd', 'o', 'b', 'e');
        default -> {
          return marker == 0xfe || (marker >= 0xe0 && marker <= 0xef);
        }
      }
      return true;
    }

    private boolean frame(int at, int end) throws BadItemException {
      if (width != 0
          || end - at != 6 + 3 * COMPONENTS
          || bytes.u8(at) != 8
          || bytes.u8(at + 5) != COMPONENTS) {
        return false;
      }
      height = bytes.u16(at + 1, true);
      width = bytes.u16(at + 3, true);
      for (int c = 0; c < COMPONENTS; c++) {
        ids[c] = bytes.u8(at + 6 + 3 * c);
        samplings[c] = bytes.u8(at + 7 + 3 * c);
        quantOf[c] = bytes.u8(at + 8 + 3 * c);
      }
      return width > 0 && height > 0;
    }

    private boolean huffman(int from, int end) throws BadItemException {
      int at = from;
      while (at < end) {
        int which = bytes.u8(at);
        if ((which & 0xec) != 0 || at + 17 > end) {
          return false;
        }
        int symbols = JpegHuffman.symbols(bytes.content(), at + 1);
        if (symbols > 256 || at + 17 + symbols > end) {
          return false;
        }
        boolean values = which >= 0x10;
        (values ? ac : dc)[which & 3] = new JpegHuffman(bytes.content(), at + 1, values);
        at += 17 + symbols;
      }
      return true;
    }

    private boolean quants(int from, int end) throws BadItemException {
      for (int at = from; at < end; at += 65) {
        int which = bytes.u8(at);
        if (which > 3 || at + 65 > end) {
          return false;
        }
        quants[which] = new int[64];
        for (int k = 0; k < 64; k++) {
          quants[which][k] = bytes.u8(at + 1 + k);
        }
      }
      return true;
    }

    private Optional<JpegFrame> scan(int at, int end) throws BadItemException {
      boolean plain =
          end - at == 4 + 2 * COMPONENTS
              && bytes.u8(at) == COMPONENTS
              && bytes.u8(at + 7) == 0
              && bytes.u8(at + 8) == 63
              && bytes.u8(at + 9) == 0;
      if (!plain || width == 0 || !yCbCr()) {
        return Optional.empty();
      }
      int across = samplings[0] >> 4;
      int down = samplings[0] & 15;
      boolean known = down == 1 ? across == 1 || across == 2 : across == 2 && down == 2;
      if (!known || samplings[1] != 0x11 || samplings[2] != 0x11 || width / across < 8) {
        return Optional.empty();
      }
      int[][] quantsOf = new int[COMPONENTS][];
      JpegHuffman[] dcOf = new JpegHuffman[COMPONENTS];
      JpegHuffman[] acOf = new JpegHuffman[COMPONENTS];
      for (int c = 0; c < COMPONENTS; c++) {
        int tables = bytes.u8(at + 2 + 2 * c);
        if (bytes.u8(at + 1 + 2 * c) != ids[c] || (tables & 0xcc) != 0 || quantOf[c] > 3) {
          return Optional.empty();
        }
        quantsOf[c] = quants[quantOf[c]];
        dcOf[c] = dc[tables >> 4];
        acOf[c] = ac[tables & 3];
        if (quantsOf[c].length == 0 || dcOf[c] == null || acOf[c] == null) {
          return Optional.empty();
        }
      }
      return Optional.of(
          new JpegFrame(width, height, across, down, quantsOf, dcOf, acOf, restart, end));
    }

    /** As libjpeg guesses, where it is certain. */
    private boolean yCbCr() {
      return jfif || (!adobe && ids[0] == 1 && ids[1] == 2 && ids[2] == 3);
    }
  }
}
