package dev.kindling.datablock.text;

/**
 * A text with some of its parts replaced, from left to right. What stays is copied in one piece,
 * and a text that stays as it is not at all.
 */
final class Rewriting {
  private final String text;
  private final StringBuilder result = new StringBuilder(0);
  private int copied; // of the text, what is in the result or replaced there

  Rewriting(String text) {
    this.text = text;
  }

  /**
   * The part between the indices goes; what takes its place is to be appended to the builder.
   *
   * @param start no less than the end of the part before
   * @param end more than {@code start}
   */
  StringBuilder replace(int start, int end) {
    if (copied == 0) {
      result.ensureCapacity(text.length());
    }
    result.append(text, copied, start);
    copied = end;
    return result;
  }

  /** The text rewritten. */
  String done() {
    return copied == 0 ? text : result.append(text, copied, text.length()).toString();
  }
}
