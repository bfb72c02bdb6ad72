package dev.kindling.datablock.text;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/** The cut of a text into tokens. A value, usable by any thread; no token holds a space. */
public sealed interface Tokenizer extends Serializable {
  /**
   * Words, numbers, signs and line breaks, in any script; English short forms are cut off: {@code
   * do n't}.
   */
  static Tokenizer words() {
    return new Words();
  }

  /** Whatever stands between spaces; line breaks are spaces like any other. */
  static Tokenizer whitespace() {
    return new Whitespace("");
  }

  /**
   * Whatever stands between spaces, and a token at the end of every line, blank lines too.
   *
   * @param lineEnd the token, such as {@code <eos>}, without spaces
   */
  static Tokenizer whitespace(String lineEnd) {
    if (lineEnd.isEmpty()) {
      throw new IllegalArgumentException("The token of line ends must not be empty");
    }
    return new Whitespace(lineEnd);
  }

  /**
   * The tokenizer of that name.
   *
   * @param text as {@link #text()} gives it
   * @throws IllegalStateException if there is none
   */
  static Tokenizer named(String text) {
    if (text.equals(words().text())) {
      return words();
    }
    if (text.equals(whitespace().text())) {
      return whitespace();
    }
    if (text.startsWith(Whitespace.LINES)) {
      return whitespace(text.substring(Whitespace.LINES.length()));
    }
    throw new IllegalStateException("There is no tokenizer \"%s\"".formatted(text));
  }

  /** The tokens of a text, in order. */
  List<String> tokens(String text);

  /** Its name in stored rules. */
  String text();

  /** See {@link #words()}. */
  record Words() implements Tokenizer {
    @Override
    public List<String> tokens(String text) {
      return WordTokenizer.tokens(text);
    }

    @Override
    public String text() {
      return "words";
    }
  }

  /**
   * See {@link #whitespace(String)}.
   *
   * @param lineEnd the token at the end of every line; empty for none
   */
  record Whitespace(String lineEnd) implements Tokenizer {
    private static final String LINES = "whitespace, lines end with ";

    public Whitespace {
      requireNonNull(lineEnd, "lineEnd");
      if (lineEnd.codePoints().anyMatch(Characters::space)) {
        throw new IllegalArgumentException(
            "The token of line ends must have no spaces, got \"%s\"".formatted(lineEnd));
      }
    }

    @Override
    public List<String> tokens(String text) {
      return WhitespaceTokenizer.tokens(text, lineEnd);
    }

    @Override
    public String text() {
      return lineEnd.isEmpty() ? "whitespace" : LINES + lineEnd;
    }
  }
}
