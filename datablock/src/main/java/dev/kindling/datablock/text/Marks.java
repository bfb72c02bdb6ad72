package dev.kindling.datablock.text;

import java.util.Locale;
import java.util.Set;

/**
 * Special tokens inside a text that is not yet cut: each is one of Unicode's noncharacters from
 * U+FDD0 on, which no text may hold. So what a rule put there is never taken for what the source
 * says, and a source that spells {@code xxmaj} does not get a special token.
 */
final class Marks {
  private static final char FIRST = '\uFDD0';
  private static final char LAST = (char) (FIRST + SpecialToken.values().length - 1);
  private static final char REPLACEMENT = '\uFFFD';
  private static final Set<String> TEXTS = Set.copyOf(SpecialToken.texts());
  private static final int SHORTEST = 4; // xxup
  private static final int LONGEST = 6; // xxwrep

  private Marks() {}

  static char of(SpecialToken token) {
    return (char) (FIRST + token.index());
  }

  /** A document without marks of its own. */
  static String cleared(String document) {
    return marked(document) ? mapped(document, c -> REPLACEMENT) : document;
  }

  /** The token that was meant; what only looks like a special one is unknown. */
  static String resolved(String token) {
    if (marked(token)) {
      return spelt(token);
    }
    boolean candidate =
        token.length() >= SHORTEST
            && token.length() <= LONGEST
            && "xX".indexOf(token.charAt(0)) >= 0;
    return candidate && TEXTS.contains(token.toLowerCase(Locale.ROOT))
        ? SpecialToken.UNKNOWN.text()
        : token;
  }

  /** The text with the names of special tokens in the places of their marks. */
  static String spelt(String text) {
    return mapped(text, c -> SpecialToken.values()[c - FIRST].text());
  }

  private interface Replacement {
    Object of(char mark);
  }

  private static String mapped(String text, Replacement replacement) {
    StringBuilder result = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      result.append(mark(c) ? replacement.of(c) : c);
    }
    return result.toString();
  }

  private static boolean marked(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (mark(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean mark(char c) {
    return c >= FIRST && c <= LAST;
  }
}
