package dev.kindling.datablock.text;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

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
 * @param vocab what kind of vocabulary numbers the tokens
 */
public record TextRules(
    List<PreRule> before, Tokenizer tokenizer, List<PostRule> after, VocabKind vocab)
    implements Serializable {
  /** Goes up whenever a rule or the tokenizer gives other tokens than before. */
  private static final int VERSION = 2;

  private static final String[] NONE = {};

  public TextRules {
    before = List.copyOf(before);
    requireNonNull(tokenizer, "tokenizer");
    after = List.copyOf(after);
    requireNonNull(vocab, "vocab");
  }

  /** With a vocabulary of words. */
  public TextRules(List<PreRule> before, Tokenizer tokenizer, List<PostRule> after) {
    this(before, tokenizer, after, VocabKind.WORDS);
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
    return new TextRules(before, other, after, vocab);
  }

  /** The same rules with another kind of vocabulary. */
  public TextRules with(VocabKind other) {
    return new TextRules(before, tokenizer, after, other);
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
    return "text-rules %d: %s | %s | %s%s"
        .formatted(
            VERSION,
            before.stream().map(PreRule::text).collect(joining(", ")),
            tokenizer.text(),
            after.stream().map(PostRule::text).collect(joining(", ")),
            vocab == VocabKind.WORDS ? "" : " | " + vocab.text());
  }

  /**
   * The rules that a line describes.
   *
   * @param stored a former {@link #text()}
   * @throws IllegalStateException if it is of another version of the rules, or none of theirs
   */
  public static TextRules of(String stored) {
    String prefix = "text-rules %d: ".formatted(VERSION);
    String[] parts =
        stored.startsWith(prefix) ? stored.substring(prefix.length()).split(" \\| ", -1) : NONE;
    if (parts.length < 3) {
      throw new IllegalStateException(
          "Tokenizer rules must be of version %d, as in \"%s\", got \"%s\": made by another version of this program"
              .formatted(VERSION, standard().text(), stored));
    }
    TextRules rules =
        new TextRules(
            named(parts[0], PreRule.values(), PreRule::text),
            Tokenizer.named(parts[1]),
            named(parts[2], PostRule.values(), PostRule::text),
            parts.length == 3 ? VocabKind.WORDS : VocabKind.SUBWORDS);
    rules.requireSame(stored);
    return rules;
  }

  private static <R> List<R> named(String names, R[] rules, Function<R, String> name) {
    return Stream.of(names.split(","))
        .map(String::strip)
        .flatMap(wanted -> Stream.of(rules).filter(rule -> name.apply(rule).equals(wanted)))
        .toList();
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
