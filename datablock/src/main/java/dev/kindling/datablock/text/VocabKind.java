package dev.kindling.datablock.text;

import dev.kindling.datablock.DataContractException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the tokens of a vocabulary are. */
public enum VocabKind {
  /** Whole words, as the rules give them; the rare ones are unknown. */
  WORDS {
    @Override
    public Vocab fit(Map<String, Long> counts, VocabLimits limits) {
      return Vocab.fromCounts(counts, limits);
    }

    @Override
    public Vocab of(List<String> tokens) {
      return Vocab.of(tokens);
    }
  },
  /** Pieces of words, learned by byte-pair encoding; none is unknown. */
  SUBWORDS {
    @Override
    public Vocab fit(Map<String, Long> counts, VocabLimits limits) {
      return SubwordVocab.learned(counts, limits);
    }

    @Override
    public Vocab of(List<String> tokens) {
      return SubwordVocab.of(tokens);
    }
  };

  /**
   * A vocabulary fitted on a corpus; a function of its arguments alone.
   *
   * @param counts how often each word occurs, special tokens too
   * @param limits for words: how many, and how often each occurs at least; for sub-words: how many,
   *     256 or more, and how often two pieces stand side by side at least to become one
   * @throws DataContractException if there is no word to take
   */
  public abstract Vocab fit(Map<String, Long> counts, VocabLimits limits);

  /**
   * A vocabulary as it was stored.
   *
   * @param tokens a former {@link Vocab#tokens()} of this kind
   * @throws IllegalArgumentException if they are not that
   */
  public abstract Vocab of(List<String> tokens);

  /** Its name in settings and stored rules. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
