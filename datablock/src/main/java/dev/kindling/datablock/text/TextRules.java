package dev.kindling.datablock.text;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.List;

/**
 * How documents become tokens: rules for the text, the cut into tokens, rules for the tokens.
 *
 * <p>A value: immutable, compared by its rules, usable by any thread. The same document gives the
 * same tokens on every machine of one Java release (whose Unicode tables count). Only rules make
 * special tokens: a word of the document that is spelt like one, in capitals too, is the unknown
 * token.
 *
 * @param before applied to the text, in this order
 * @param tokenizer cuts the text
 * @param after applied to the tokens, in this order
 */
public record TextRules(List<PreRule> before, Tokenizer tokenizer, List<PostRule> after)
    implements Serializable {
  /** Goes up whenever a rule or the tokenizer gives other tokens than before. */
  private static final int VERSION = 2;

  public TextRules {
    before = List.copyOf(before);
    requireNonNull(tokenizer, "tokenizer");
    after = List.copyOf(after);
  }

  /**
   * Every rule, in the order in which they are declared: markup goes before slashes are spaced, and
   * capitals are noted before letters become small.
   */
  public static TextRules standard() {
    return new TextRules(List.of(PreRule.values()), Tokenizer.words(), List.of(PostRule.values()));
  }

  /** The tokenizer alone. */
  public static TextRules none(Tokenizer tokenizer) {
    return new TextRules(List.of(), tokenizer, List.of());
  }

  /** The same rules with another tokenizer. */
  public TextRules with(Tokenizer other) {
    return new TextRules(before, other, after);
  }

  /** The tokens of a document; an empty one has only the tokens that the rules add. */
  public List<String> tokens(String document) {
    String text = Marks.cleared(requireNonNull(document, "document"));
    for (PreRule rule : before) {
      text = rule.apply(text);
    }
    List<String> tokens = tokenizer.tokens(text);
    tokens.replaceAll(Marks::resolved);
    for (PostRule rule : after) {
      tokens = rule.apply(tokens);
    }
    return List.copyOf(tokens);
  }

  /** The rules in one line, the same for equal rules alone: what an archive stores and compares. */
  public String text() {
    return "text-rules %d: %s | %s | %s"
        .formatted(
            VERSION,
            before.stream().map(PreRule::text).collect(joining(", ")),
            tokenizer.text(),
            after.stream().map(PostRule::text).collect(joining(", ")));
  }

  /**
   * Does nothing if these are the rules stored.
   *
   * @param stored a former {@link #text()}
   * @throws IllegalStateException if it is of other rules
   */
  public void requireSame(String stored) {
    if (!text().equals(stored)) {
      throw new IllegalStateException(
          "Made with other tokenizer rules: expected \"%s\", got \"%s\". Tokenize with the rules it was made with, or make it anew"
              .formatted(text(), stored));
    }
  }
}
