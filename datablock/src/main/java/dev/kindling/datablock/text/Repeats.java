package dev.kindling.datablock.text;

/** The rules {@link PreRule#REPEATED_CHARACTERS} and {@link PreRule#REPEATED_WORDS}. */
final class Repeats {
  private static final int FEWEST = 4;

  private Repeats() {}

  static String ofCharacters(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int end = Characters.endOfRun(text, at);
      int count = (end - at) / Character.charCount(c);
      if (count >= FEWEST && !Characters.space(c)) {
        append(result, SpecialToken.REPEATED_CHARACTER, count, Character.toString(c));
      } else {
        result.append(text, at, end);
      }
      at = end;
    }
    return result.toString();
  }

  static String ofWords(String text) {
    StringBuilder result = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      int end = endOfWord(text, at);
      if (text.charAt(at) == Marks.of(SpecialToken.REPEATED_CHARACTER)) {
        end = endOfPiece(text, endOfPiece(text, at + 1)); // its count and character are no words
        result.append(text, at, end);
      } else if (end == at) { // a space or a sign
        end += Character.charCount(text.codePointAt(at));
        result.append(text, at, end);
      } else {
        end = appendWords(result, text, at, end);
      }
      at = end;
    }
    return result.toString();
  }

  /** Appends the word and its repetitions; the end of the last. */
  private static int appendWords(StringBuilder result, String text, int start, int endOfFirst) {
    String word = text.substring(start, endOfFirst);
    int count = 1;
    int end = endOfFirst;
    while (true) {
      int next = Characters.afterSpaces(text, end);
      if (next == end
          || endOfWord(text, next) != next + word.length()
          || !text.startsWith(word, next)) {
        break;
      }
      count++;
      end = next + word.length();
    }
    if (count >= FEWEST) {
      append(result, SpecialToken.REPEATED_WORD, count, word);
    } else {
      result.append(text, start, end);
    }
    return end;
  }

  private static void append(StringBuilder result, SpecialToken token, int count, String what) {
    result.append(' ').append(Marks.of(token)).append(' ').append(count).append(' ');
    result.append(what).append(' ');
  }

  private static int endOfWord(String text, int start) {
    int end = start;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      if (!Characters.word(c) && c != '_') {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  /** The end of the next run of anything but spaces. */
  private static int endOfPiece(String text, int start) {
    int end = Characters.afterSpaces(text, start);
    while (end < text.length() && !Characters.space(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
