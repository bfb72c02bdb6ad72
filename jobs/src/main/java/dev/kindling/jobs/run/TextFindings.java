package dev.kindling.jobs.run;

import java.util.List;

/**
 * What the report shows of texts. Everything in it is plain text, to be escaped where it is shown.
 *
 * @param splits the documents of each split
 * @param tokens the most frequent ones of train, most frequent first
 * @param written what the language model writes on its own
 * @param worst documents that the classifier was badly wrong about, highest loss first
 * @param moved words whose embedding changed most since the model it started from, most first
 */
public record TextFindings(
    List<SplitFigures> splits,
    List<TokenCount> tokens,
    List<String> written,
    List<WorstText> worst,
    List<MovedWord> moved) {
  /** Nothing found. */
  public static final TextFindings NONE =
      new TextFindings(List.of(), List.of(), List.of(), List.of(), List.of());

  public TextFindings {
    splits = List.copyOf(splits);
    tokens = List.copyOf(tokens);
    written = List.copyOf(written);
    worst = List.copyOf(worst);
    moved = List.copyOf(moved);
  }

  /**
   * The documents of a split.
   *
   * @param split its name
   * @param documents how many
   * @param tokens in all
   * @param characters Unicode code points of the original texts
   * @param unknownRate share of the tokens that the vocabulary lacks, in [0, 1]
   * @param median tokens of a document
   * @param longest tokens of the longest document
   */
  public record SplitFigures(
      String split,
      long documents,
      long tokens,
      long characters,
      double unknownRate,
      int median,
      int longest) {}

  /** How often a token occurs in train. */
  public record TokenCount(String token, long count) {}

  /**
   * A document that the model was badly wrong about.
   *
   * @param key of the document
   * @param actual its label
   * @param predicted what the model said
   * @param probability the model's for {@code predicted}, in [0, 1]
   * @param loss of the document
   * @param text its beginning
   */
  public record WorstText(
      String key, String actual, String predicted, double probability, double loss, String text) {}

  /** How far a word's embedding is from where it started, as an Euclidean distance. */
  public record MovedWord(String token, double distance) {}
}
