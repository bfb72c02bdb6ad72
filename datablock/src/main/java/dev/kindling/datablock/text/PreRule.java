package dev.kindling.datablock.text;

import java.util.Locale;

/**
 * A rule that changes the text of a document before it is cut into tokens.
 *
 * <p>A special token that a rule puts into the text is one character there, of those that Unicode
 * keeps out of all texts, so that words of the text are never taken for special tokens.
 *
 * <p>Each takes time and memory in proportion to the text, and depends on nothing else.
 */
public enum PreRule {
  /**
   * Control characters (null among them), byte-order marks and zero-width spaces become spaces;
   * soft hyphens and marks of writing direction go; half a surrogate pair becomes U+FFFD. Line
   * breaks and tabs stay.
   */
  PLAIN_CHARACTERS,
  /** {@code <br>}, {@code <br/>}, {@code <BR />} become a line break. */
  LINE_BREAKS,
  /**
   * Character references become their characters, once: {@code &amp;lt;} is {@code &lt;}. Those
   * that lost their {@code &} ({@code #39; #146; #36; amp; nbsp; quot;}) become {@code ' ' $ &},
   * space and {@code "}. {@code <unk>} is the unknown token; {@code \n} and {@code \"} lose their
   * backslash; {@code @.@ @,@ @-@} between spaces become the sign alone.
   */
  MARKUP,
  /** Four or more of the same character: {@code xxrep}, the count, the character. */
  REPEATED_CHARACTERS,
  /**
   * Four or more of the same word with nothing but spaces between: {@code xxwrep}, the count, the
   * word.
   */
  REPEATED_WORDS,
  /** A space before and after each {@code /} and {@code #}. */
  SPACED_SIGNS,
  /** Two or more spaces become one; line breaks stay. */
  SINGLE_SPACES;

  /** The text after this rule. */
  public String apply(String text) {
    return switch (this) {
      case PLAIN_CHARACTERS -> PlainCharacters.apply(text);
      case LINE_BREAKS -> LineBreaks.apply(text);
      case MARKUP -> Markup.apply(text);
      case REPEATED_CHARACTERS -> Repeats.ofCharacters(text);
      case REPEATED_WORDS -> Repeats.ofWords(text);
      case SPACED_SIGNS -> text.replace("/", " / ").replace("#", " # ");
      case SINGLE_SPACES -> singleSpaces(text);
    };
  }

  /** Its name in stored rules. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String singleSpaces(String text) {
    Rewriting result = new Rewriting(text);
    int at = text.indexOf("  ");
    while (at >= 0) {
      int end = Characters.endOfRun(text, at);
      result.replace(at, end).append(' ');
      at = text.indexOf("  ", end);
    }
    return result.done();
  }
}
