package dev.kindling.bench.training;

import java.util.Arrays;
import java.util.List;

/** What is timed of language models: AWD-LSTM of 400 / 1152 x 3, 32 rows of 70 steps. */
enum LanguageCase implements TimedCase {
  VOCAB_10K("vocab-10k", 10_000),
  VOCAB_33K("vocab-33k", 33_000);

  private static final int EMBEDDING = 400;
  private static final int HIDDEN = 1152;
  private static final int LAYERS = 3;
  private static final int ROWS = 32;
  private static final int STEPS = 70;

  private final String text;
  private final int vocab;

  LanguageCase(String text, int vocab) {
    this.text = text;
    this.vocab = vocab;
  }

  @Override
  public String text() {
    return text;
  }

  @Override
  public int items() {
    return ROWS * STEPS;
  }

  @Override
  public String unit() {
    return "tokens";
  }

  @Override
  public boolean trains() {
    return true;
  }

  /** Vocabulary, features of a token, hidden features, layers, rows, steps. */
  @Override
  public List<String> arguments() {
    return Arrays.stream(new int[] {vocab, EMBEDDING, HIDDEN, LAYERS, ROWS, STEPS})
        .mapToObj(Integer::toString)
        .toList();
  }

  static List<String> names() {
    return Arrays.stream(values()).map(LanguageCase::text).toList();
  }

  /**
   * A case by its name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static LanguageCase named(String text) {
    return Arrays.stream(values())
        .filter(one -> one.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Case must be one of %s, got \"%s\"".formatted(names(), text)));
  }
}
