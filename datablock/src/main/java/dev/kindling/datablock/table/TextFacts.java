package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a prepared dataset of texts.
 *
 * @param rules from document to tokens, in one line, as {@link
 *     dev.kindling.datablock.text.TextRules#text()} has them
 * @param vocab tokens of the vocabulary, the special ones included
 * @param types different tokens of train, those outside the vocabulary included
 * @param vocabVersion the version of the vocabulary table that belongs to this one
 * @param splits by split
 */
public record TextFacts(
    String rules, int vocab, long types, long vocabVersion, Map<String, SplitFacts> splits) {
  /** Of a dataset of other items. */
  public static final TextFacts NONE = new TextFacts("", 0, 0, -1, Map.of());

  public TextFacts {
    requireNonNull(rules, "rules");
    splits = Collections.unmodifiableSortedMap(new TreeMap<>(splits));
  }

  /** Facts of the split; zeros if it has no document. */
  public SplitFacts of(dev.kindling.datablock.Split split) {
    return splits.getOrDefault(split.text(), SplitFacts.of(List.of()));
  }

  /**
   * How many documents have so many tokens.
   *
   * @param tokens of each
   * @param documents how many
   * @param unknown tokens of them all that the vocabulary lacks
   * @param words of them all, as {@link SplitFacts} counts them
   * @param characters of them all, as {@link SplitFacts} counts them
   */
  public record Length(int tokens, long documents, long unknown, long words, long characters) {}

  /**
   * The documents of one split.
   *
   * @param documents how many
   * @param tokens in all
   * @param unknown tokens that the vocabulary lacks
   * @param words tokens by the rules, before a vocabulary of sub-words cuts them further
   * @param characters Unicode code points of the documents as they were found, before any rule: the
   *     same for every tokenizer and vocabulary; 0 if the dataset is older than this count
   * @param lengths tokens of a document: the least, the quantiles .05, .25, .5, .75, .95 and .99,
   *     and the most; the p-quantile is the shortest length that a share p does not exceed
   */
  public record SplitFacts(
      long documents,
      long tokens,
      long unknown,
      long words,
      long characters,
      List<Integer> lengths) {
    private static final List<Double> QUANTILES = List.of(0.0, .05, .25, .5, .75, .95, .99, 1.0);

    public SplitFacts {
      lengths = List.copyOf(lengths);
    }

    /** From how many documents there are of each length. */
    public static SplitFacts of(List<Length> found) {
      List<Length> sorted = found.stream().sorted(Comparator.comparingInt(Length::tokens)).toList();
      long documents = sorted.stream().mapToLong(Length::documents).sum();
      return new SplitFacts(
          documents,
          sorted.stream().mapToLong(length -> length.tokens() * length.documents()).sum(),
          sorted.stream().mapToLong(Length::unknown).sum(),
          sorted.stream().mapToLong(Length::words).sum(),
          sorted.stream().mapToLong(Length::characters).sum(),
          QUANTILES.stream().map(share -> quantile(sorted, share * documents)).toList());
    }

    /** Share of the tokens that the vocabulary lacks, in [0, 1]. */
    public double unknownRate() {
      return tokens == 0 ? 0 : (double) unknown / tokens;
    }

    /** Characters that a token stands for, on average; 0 if they were not counted. */
    public double charactersPerToken() {
      return tokens == 0 ? 0 : (double) characters / tokens;
    }

    /** Words that a token stands for, on average: 1 but for sub-words; 0 if not counted. */
    public double wordsPerToken() {
      return tokens == 0 ? 0 : (double) words / tokens;
    }

    private static int quantile(List<Length> sorted, double rank) {
      long below = 0;
      for (Length length : sorted) {
        below += length.documents();
        if (below >= rank) {
          return length.tokens();
        }
      }
      return 0;
    }
  }
}
