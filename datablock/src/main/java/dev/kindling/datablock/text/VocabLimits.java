package dev.kindling.datablock.text;

import java.io.Serializable;

/**
 * How many and which tokens a vocabulary takes.
 *
 * @param maxSize tokens at most, 1 or more; the special tokens come on top
 * @param minFrequency how often a token must occur, 1 or more
 */
public record VocabLimits(int maxSize, long minFrequency) implements Serializable {
  public VocabLimits {
    if (maxSize < 1
        || maxSize > Integer.MAX_VALUE - SpecialToken.values().length
        || minFrequency < 1) {
      throw new IllegalArgumentException(
          "A vocabulary needs a max size of 1 to %d and a min frequency of 1 or more, got %d and %d"
              .formatted(Integer.MAX_VALUE - SpecialToken.values().length, maxSize, minFrequency));
    }
  }

  /** At most 60,000 tokens that each occur twice or more. */
  public static VocabLimits standard() {
    return new VocabLimits(60_000, 2);
  }
}
