package dev.kindling.datablock.scan;

import com.google.re2j.Pattern;

/** Reads a glob from left to right and writes a regular expression; used once. */
final class GlobTranslation {
  private static final String SPECIAL = "\\*?[]{}";

  private final String glob;
  private final StringBuilder expression = new StringBuilder("(?s)");
  private int next;
  private boolean inGroup;

  GlobTranslation(String glob) {
    this.glob = glob;
  }

  /**
   * The expression.
   *
   * @throws IllegalArgumentException where the glob is none
   */
  String expression() {
    while (next < glob.length()) {
      int c = take();
      switch (c) {
        case '*' -> star();
        case '?' -> expression.append("[^/]");
        case '[' -> bracket();
        case '{' -> open();
        case '}' -> close();
        case ',' -> expression.append(inGroup ? "|" : ",");
        case '\\' -> literal(escaped());
        default -> literal(c);
      }
    }
    if (inGroup) {
      throw wrong("lacks a }");
    }
    return expression.toString();
  }

  private void star() {
    boolean two = next < glob.length() && glob.charAt(next) == '*';
    while (next < glob.length() && glob.charAt(next) == '*') {
      next++;
    }
    expression.append(two ? ".*" : "[^/]*");
  }

  private void open() {
    if (inGroup) {
      throw wrong("has a group inside a group");
    }
    inGroup = true;
    expression.append("(?:");
  }

  private void close() {
    expression.append(inGroup ? ")" : "\\}");
    inGroup = false;
  }

  /** One of some characters, or none of them; never a slash. */
  private void bracket() {
    boolean none = next < glob.length() && glob.charAt(next) == '!';
    if (none) {
      next++;
    }
    StringBuilder members = new StringBuilder();
    while (next < glob.length() && (glob.charAt(next) != ']' || members.isEmpty())) {
      int first = take();
      int last = first;
      if (next + 1 < glob.length() && glob.charAt(next) == '-' && glob.charAt(next + 1) != ']') {
        next++;
        last = take();
      }
      if (first > last || first <= '/' && '/' <= last) {
        throw wrong("has a range in [] that is empty or holds the slash");
      }
      members.append("\\x{%x}-\\x{%x}".formatted(first, last));
    }
    if (next >= glob.length()) {
      throw wrong("lacks a ]");
    }
    next++;
    expression.append(none ? "[^/" : "[").append(members).append(']');
  }

  private int escaped() {
    if (next >= glob.length()) {
      throw wrong("ends with a backslash");
    }
    return take();
  }

  private int take() {
    int c = glob.codePointAt(next);
    next += Character.charCount(c);
    return c;
  }

  private void literal(int c) {
    expression.append(Pattern.quote(Character.toString(c)));
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "Glob \"%s\" %s; a backslash takes away the meaning of %s".formatted(glob, what, SPECIAL));
  }
}
