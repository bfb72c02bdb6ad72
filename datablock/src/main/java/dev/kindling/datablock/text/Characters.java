package dev.kindling.datablock.text;

/** What kind of character a code point is, by Unicode's general categories. */
final class Characters {
  static final int JOINER = 0x200D;

  private static final int PLAIN = 0x80; // those below are looked up

  private static final boolean[] PLAIN_SPACE = new boolean[PLAIN];
  private static final boolean[] PLAIN_WORD = new boolean[PLAIN];

  static {
    for (int c = 0; c < PLAIN; c++) {
      PLAIN_SPACE[c] = spaceByCategory(c);
      PLAIN_WORD[c] = wordByCategory(c);
    }
  }

  private Characters() {}

  /** Spaces, line breaks and tabs, the no-break ones included. */
  static boolean space(int c) {
    return c < PLAIN ? PLAIN_SPACE[c] : spaceByCategory(c);
  }

  private static boolean spaceByCategory(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  /** Letters, digits, other numbers and the marks on them. */
  static boolean word(int c) {
    return c < PLAIN ? PLAIN_WORD[c] : wordByCategory(c);
  }

  private static boolean wordByCategory(int c) {
    return switch (Character.getType(c)) {
      case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> Character.isLetter(c) || mark(c);
    };
  }

  /** Accents, vowel signs, variation selectors: what belongs to the character before it. */
  static boolean mark(int c) {
    return c >= PLAIN
        && switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  /** Invisible, and part of the word or emoji that it stands in, such as the joiners. */
  static boolean invisible(int c) {
    return c >= PLAIN && Character.getType(c) == Character.FORMAT;
  }

  /** A word by itself in scripts without spaces. */
  static boolean ideographic(int c) {
    return c >= PLAIN && Character.isIdeographic(c);
  }

  /** The end of the run of characters like the one at {@code start}. */
  static int endOfRun(String text, int start) {
    int c = text.codePointAt(start);
    int end = start + Character.charCount(c);
    while (end < text.length() && text.codePointAt(end) == c) {
      end += Character.charCount(c);
    }
    return end;
  }

  /** The first index from {@code start} on that holds no space. */
  static int afterSpaces(String text, int start) {
    int end = start;
    while (end < text.length() && space(text.charAt(end))) { // no space lies beyond U+FFFF
      end++;
    }
    return end;
  }
}
