package dev.kindling.datablock.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Cuts a text into words, numbers, signs and line breaks, from left to right in one pass.
 *
 * <p>A word is a run of letters, digits and marks, with apostrophes between letters: {@code
 * O'Neil}. English short forms are cut off: {@code do n't}, {@code it 's}. A number keeps its
 * points and commas: {@code 1,000.5}. Each ideograph is a word. Any other character is a token by
 * itself, but for runs of full stops or of hyphens, flags, and emoji with their modifiers and
 * joined parts. Spaces separate; a run of spaces with one line break is the token {@code "\n"},
 * with more {@code "\n\n"}. Special tokens are words, hence whole.
 */
final class WordTokenizer {
  private static final Set<String> SHORT_FORMS = Set.of("s", "re", "ve", "ll", "d", "m");

  private final String text;
  private final List<String> tokens = new ArrayList<>();

  private WordTokenizer(String text) {
    this.text = text;
  }

  static List<String> tokens(String text) {
    WordTokenizer tokenizer = new WordTokenizer(text);
    int at = 0;
    while (at < text.length()) {
      at = tokenizer.take(at);
    }
    return tokenizer.tokens;
  }

  /** Takes the token or the spaces at {@code start}; the index behind. */
  private int take(int start) {
    int c = text.codePointAt(start);
    if (Characters.space(c)) {
      return takeSpaces(start);
    }
    if (Characters.invisible(c)) {
      return start + Character.charCount(c);
    }
    if (Characters.word(c)) {
      return takeWord(start);
    }
    int end = c == '.' || c == '-' ? Characters.endOfRun(text, start) : endOfSign(start);
    tokens.add(text.substring(start, end));
    return end;
  }

  private int takeSpaces(int start) {
    int end = Characters.afterSpaces(text, start);
    int breaks = 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean pair = c == '\n' && i > start && text.charAt(i - 1) == '\r';
      if ((c == '\n' && !pair) || c == '\r' || c == '\u2028' || c == '\u2029') {
        breaks++;
      }
    }
    if (breaks > 0) {
      tokens.add(breaks == 1 ? "\n" : "\n\n");
    }
    return end;
  }

  private int takeWord(int start) {
    int c = text.codePointAt(start);
    int end = start + Character.charCount(c);
    int apostrophe = -1;
    while (end < text.length()) {
      int next = text.codePointAt(end);
      boolean joined = Characters.mark(next) || Characters.invisible(next);
      boolean letters = Characters.word(next) && !Characters.ideographic(next);
      if (joined || (letters && !Characters.ideographic(c))) {
        end += Character.charCount(next);
      } else if (joins(next, end)) {
        apostrophe = Character.isDigit(text.charAt(end - 1)) ? apostrophe : end;
        end++;
      } else {
        break;
      }
    }
    addWord(start, end, apostrophe);
    return end;
  }

  /** An apostrophe between letters, or a point or comma between digits. */
  private boolean joins(int c, int at) {
    if (at + 1 >= text.length()) {
      return false;
    }
    int before = text.codePointBefore(at);
    int after = text.codePointAt(at + 1);
    return switch (c) {
      case '\'', '’' -> plainLetter(before) && plainLetter(after);
      case '.', ',' -> Character.isDigit(before) && Character.isDigit(after);
      default -> false;
    };
  }

  private static boolean plainLetter(int c) {
    return (Character.isLetter(c) || Characters.mark(c)) && !Characters.ideographic(c);
  }

  private void addWord(int start, int end, int apostrophe) {
    int cut = apostrophe < 0 ? end : cut(start, end, apostrophe);
    tokens.add(text.substring(start, cut));
    if (cut < end) {
      tokens.add(text.substring(cut, end));
    }
  }

  /** Where the short form begins in the word that has its last apostrophe there, or its end. */
  private int cut(int start, int end, int apostrophe) {
    if (end - apostrophe > 3) {
      return end;
    }
    String tail = text.substring(apostrophe + 1, end).toLowerCase(Locale.ROOT);
    boolean not = tail.equals("t") && "nN".indexOf(text.charAt(apostrophe - 1)) >= 0;
    if (not && apostrophe - 1 > start) {
      return apostrophe - 1;
    }
    return SHORT_FORMS.contains(tail) ? apostrophe : end;
  }

  private int endOfSign(int start) {
    int c = text.codePointAt(start);
    int end = start + Character.charCount(c);
    if (flagLetter(c) && end < text.length() && flagLetter(text.codePointAt(end))) {
      return end + Character.charCount(text.codePointAt(end));
    }
    while (end < text.length()) {
      int next = text.codePointAt(end);
      boolean skin = next >= 0x1F3FB && next <= 0x1F3FF;
      if (next == Characters.JOINER && pictureAt(end + 1)) {
        end += 1 + Character.charCount(text.codePointAt(end + 1));
      } else if (Characters.mark(next) || skin) {
        end += Character.charCount(next);
      } else {
        break;
      }
    }
    return end;
  }

  private boolean pictureAt(int at) {
    return at < text.length() && Character.getType(text.codePointAt(at)) == Character.OTHER_SYMBOL;
  }

  private static boolean flagLetter(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }
}
