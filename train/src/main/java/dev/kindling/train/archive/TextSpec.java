package dev.kindling.train.archive;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a model of texts takes, and how a text becomes that.
 *
 * @param rules the tokenizer and its rules, as {@code TextRules.text()} has them
 * @param tokens the vocabulary, in the order of the token ids
 */
public record TextSpec(String rules, List<String> tokens) implements ModelInputs {
  public TextSpec {
    requireNonNull(rules, "rules");
    tokens = List.copyOf(tokens);
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException("A model of texts needs a vocabulary, got none");
    }
  }
}
