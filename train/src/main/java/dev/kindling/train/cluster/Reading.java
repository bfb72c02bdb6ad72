package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.text.Direction;
import java.io.Serializable;

/**
 * How models of text read documents.
 *
 * @param bptt steps of a language model's window: as far as gradients go back through time
 * @param shuffled whether a language model reads the documents in another order in every epoch
 * @param maxTokens of longer documents, a classifier reads so many, those that it would read last
 * @param direction which way they are read
 */
public record Reading(int bptt, boolean shuffled, int maxTokens, Direction direction)
    implements Serializable {
  /** 70 steps, shuffled, 1,400 tokens, forward. */
  public static final Reading DEFAULT = new Reading(70, true, 1400, Direction.FORWARD);

  public Reading {
    requireNonNull(direction, "direction");
    if (bptt < 1 || maxTokens < 1) {
      throw new IllegalArgumentException(
          "Reading needs windows and documents of at least 1 token, got %d and %d"
              .formatted(bptt, maxTokens));
    }
  }
}
