package dev.kindling.datablock.text;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text at its spaces. A line ends with {@code \n}, {@code \r\n} or {@code \r}. */
final class WhitespaceTokenizer {
  private WhitespaceTokenizer() {}

  static List<String> tokens(String text, String lineEnd) {
    List<String> tokens = new ArrayList<>();
    int at = 0;
    boolean open = false; // something of the line has been seen
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = at;
      while (end < text.length() && !Characters.space(text.charAt(end))) {
        end++;
      }
      if (end > at) {
        tokens.add(text.substring(at, end));
        open = true;
        at = end;
      } else {
        boolean lineBreak = c == '\n' || c == '\r';
        if (lineBreak) {
          add(tokens, lineEnd);
          at += c == '\r' && text.startsWith("\n", at + 1) ? 1 : 0;
        }
        open = !lineBreak;
        at++;
      }
    }
    if (open) { // the last line has no break behind it
      add(tokens, lineEnd);
    }
    return tokens;
  }

  private static void add(List<String> tokens, String lineEnd) {
    if (!lineEnd.isEmpty()) {
      tokens.add(lineEnd);
    }
  }
}
