package dev.kindling.datablock.text;

/** The rule {@link PreRule#PLAIN_CHARACTERS}. */
final class PlainCharacters {
  private static final int REPLACEMENT = 0xFFFD;

  private PlainCharacters() {}

  static String apply(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (!layout(c)) {
                result.appendCodePoint(plain(c));
              }
            });
    return result.toString();
  }

  private static int plain(int c) {
    if (Character.getType(c) == Character.SURROGATE) {
      return REPLACEMENT;
    }
    boolean control = Character.isISOControl(c) && !Character.isWhitespace(c);
    return control || c == 0xFEFF || c == 0x200B ? ' ' : c;
  }

  /** Soft hyphens and directional marks: how text is laid out, not what it says. */
  private static boolean layout(int c) {
    return c == 0x00AD
        || c == 0x061C
        || c == 0x200E
        || c == 0x200F
        || (c >= 0x202A && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
