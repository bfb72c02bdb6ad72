package dev.kindling.datablock.text;

/** The rules {@link PreRule#REPEATED_CHARACTERS} and {@link PreRule#REPEATED_WORDS}. */
final class Repeats {
  private static final int FEWEST = 4;

  private Repeats() {}

  static String ofCharacters(String text) {
    Rewriting result = new Rewriting(text);
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int end = Characters.endOfRun(text, at);
      int count = (end - at) / Character.charCount(c);
      if (count >= FEWEST && !Characters.space(c)) {
        String character = Character.toString(c);
        append(result.replace(at, end), SpecialToken.REPEATED_CHARACTER, count, character);
      }
      at = end;
    }
    return result.done();
  }

  static String ofWords(String text) {
    char repeated = Marks.of(SpecialToken.REPEATED_CHARACTER);
    Rewriting result = new Rewriting(text);
    int at = 0;
    while (at < text.length()) {
      int end = endOfWord(text, at);
      if (text.charAt(at) == repeated) {
        end = endOfPiece(text, endOfPiece(text, at + 1)); // its count and character are no words
      } else if (end == at) { // a space or a sign
        end += Character.charCount(text.codePointAt(at));
      } else {
        end = takeWords(result, text, at, end);
      }
      at = end;
    }
    return result.done();
  }

  /** Takes the word and its repetitions; the end of the last. */
  private static int takeWords(Rewriting result, String text, int start, int endOfFirst) {
    int length = endOfFirst - start;
    int count = 1;
    int end = endOfFirst;
    while (true) {
      int next = Characters.afterSpaces(text, end);
      if (next == end
          || !text.regionMatches(next, text, start, length)
          || endOfWord(text, next) != next + length) {
        break;
      }
      count++;
      end = next + length;
    }
    if (count >= FEWEST) {
      String word = text.substring(start, endOfFirst);
      append(result.replace(start, end), SpecialToken.REPEATED_WORD, count, word);
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
