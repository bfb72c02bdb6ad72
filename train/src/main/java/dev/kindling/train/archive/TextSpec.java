package dev.kindling.train.archive;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.text.Direction;
import java.util.List;

/**
 * What a model of texts takes, and how a text becomes that.
 *
 * @param rules the tokenizer and its rules, as {@code TextRules.text()} has them
 * @param tokens the vocabulary, in the order of the token ids
 * @param maxTokens of longer documents, a classifier reads so many, those that it would read last
 * @param direction which way it reads
 */
public record TextSpec(String rules, List<String> tokens, int maxTokens, Direction direction)
    implements ModelInputs {
  public TextSpec {
    requireNonNull(rules, "rules");
    requireNonNull(direction, "direction");
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("A model of texts needs a vocabulary, got none");
    }
  }

  /**
   * Does nothing if a dataset's texts became tokens in the same way.
   *
   * @throws IllegalStateException if they did not: token ids would mean something else
   */
  public void requireSame(String otherRules, List<String> otherTokens) {
    if (!rules.equals(otherRules) || !tokens.equals(otherTokens)) {
      throw new IllegalStateException(
          "The model and the dataset do not number tokens alike: rules \"%s\" and a vocabulary of %d there, \"%s\" and %d here; use the dataset that it was trained on, or train on this one from it with model.start"
              .formatted(rules, tokens.size(), otherRules, otherTokens.size()));
    }
  }
}
