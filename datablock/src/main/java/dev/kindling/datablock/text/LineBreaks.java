package dev.kindling.datablock.text;

/** The rule {@link PreRule#LINE_BREAKS}. */
final class LineBreaks {
  private LineBreaks() {}

  static String apply(String text) {
    Rewriting result = new Rewriting(text);
    int at = text.indexOf('<');
    while (at >= 0) {
      int end = endOfBreak(text, at);
      if (end > at) {
        result.replace(at, end).append('\n');
      }
      at = text.indexOf('<', Math.max(end, at + 1));
    }
    return result.done();
  }

  /** The end of the line break that begins at {@code start}, or {@code start} if none does. */
  private static int endOfBreak(String text, int start) {
    int name = Characters.afterSpaces(text, start + 1);
    if (!text.regionMatches(true, name, "br", 0, 2)) {
      return start;
    }
    int end = Characters.afterSpaces(text, name + 2);
    if (text.startsWith("/", end)) {
      end = Characters.afterSpaces(text, end + 1);
    }
    return text.startsWith(">", end) ? end + 1 : start;
  }
}
