package dev.kindling.train.cluster;

import java.io.Serializable;

/**
 * How models of text read documents.
 *
 * @param bptt steps of a language model's window: as far as gradients go back through time
 * @param shuffled whether a language model reads the documents in another order in every epoch
 * @param maxTokens of longer documents, a classifier reads so many at their end
 */
public record Reading(int bptt, boolean shuffled, int maxTokens) implements Serializable {
  /** 70 steps, shuffled, 1,400 tokens. */
  public static final Reading DEFAULT = new Reading(70, true, 1400);

  public Reading {
    if (bptt < 1 || maxTokens < 1) {
      throw new IllegalArgumentException(
          "Reading needs windows and documents of at least 1 token, got %d and %d"
              .formatted(bptt, maxTokens));
    }
  }
}
