package dev.kindling.datablock.image;

/**
 * One Huffman table of a JPEG (ITU-T T.81, annex C), to be looked up by the next bits. Immutable.
 *
 * <p>An entry of the table of the next {@link #AHEAD} bits is 0 where a code is longer than that,
 * and else has the bits it takes in its lowest five, the zeros to skip in the next four, and above
 * 16 either the symbol or, where that fits too, the value that follows the code.
 */
final class JpegHuffman {
  /** Bits of a look-up. */
  static final int AHEAD = 10;

  /** Set in entries that hold a value. */
  static final int VALUE = 1 << 9;

  private static final int LONGEST = 16;

  final int[] entries = new int[1 << AHEAD];

  /** For each length, the code after its last, with zeros up to 16 bits. */
  private final int[] ends = new int[LONGEST + 1];

  /** For each length, what is added to a code for its symbol's index. */
  private final int[] offsets = new int[LONGEST + 1];

  private final byte[] content;
  private final int symbols;

  /**
   * Reads a table.
   *
   * @param at index of the 16 counts, which the symbols follow; both lie inside of the content
   * @param values whether symbols say how many zeros and bits of a value come next
   */
  JpegHuffman(byte[] content, int at, boolean values) {
    this.content = content;
    this.symbols = at + LONGEST;
    int code = 0;
    int index = 0;
    for (int length = 1; length <= LONGEST; length++) {
      int count = content[at + length - 1] & 0xff;
      offsets[length] = index - code;
      for (int i = 0; i < count && length <= AHEAD; i++) {
        enter(code + i, length, content[symbols + index + i] & 0xff, values);
      }
      code += count;
      index += count;
      ends[length] = code << (LONGEST - length);
      code <<= 1;
    }
  }

  /** Symbols after the counts at an index. */
  static int symbols(byte[] content, int at) {
    int count = 0;
    for (int i = 0; i < LONGEST; i++) {
      count += content[at + i] & 0xff;
    }
    return count;
  }

  private void enter(int code, int length, int symbol, boolean values) {
    int free = AHEAD - length;
    for (int rest = 0; rest < 1 << free; rest++) {
      int place = code << free | rest;
      if (place >= entries.length) {
        return; // more codes than there can be: the look-up of others will fail
      }
      int bits = symbol & 15;
      if (values && bits > 0 && bits <= free) {
        int value = extended(rest >> (free - bits), bits);
        entries[place] = value << 16 | VALUE | symbol >> 4 << 5 | length + bits;
      } else {
        entries[place] = symbol << 16 | length;
      }
    }
  }

  /** The number that so many bits stand for (T.81, F.12). */
  static int extended(int value, int bits) {
    return value < 1 << (bits - 1) ? value - (1 << bits) + 1 : value;
  }

  /**
   * The length and, above 16, the symbol of a code that is not looked up.
   *
   * @param next the next 16 bits
   * @return 0 if there is no such code
   */
  int search(int next) {
    for (int length = 1; length <= LONGEST; length++) {
      if (next < ends[length]) {
        int index = symbols + (next >> (LONGEST - length)) + offsets[length];
        return index < symbols || index >= content.length
            ? 0
            : (content[index] & 0xff) << 16 | length;
      }
    }
    return 0;
  }
}
