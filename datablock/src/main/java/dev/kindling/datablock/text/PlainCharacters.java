package dev.kindling.datablock.text;

/** The rule {@link PreRule#PLAIN_CHARACTERS}. */
final class PlainCharacters {
  private static final int REPLACEMENT = 0xFFFD;

  private PlainCharacters() {}

  static String apply(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (suspect(text.charAt(i))) {
        return cleaned(text);
      }
    }
    return text;
  }

  /** May change, as hardly any character does; half a pair cannot be told from a whole one here. */
  private static boolean suspect(char c) {
    return c < ' '
        ? c != '\n'
        : c >= 0x7F
            && (c < 0xA0 || c == 0xFEFF || c == 0x200B || Character.isSurrogate(c) || layout(c));
  }

  private static String cleaned(String text) {
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
