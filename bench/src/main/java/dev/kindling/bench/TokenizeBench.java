package dev.kindling.bench;

import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Tokenizer;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.datablock.text.VocabKind;
import dev.kindling.datablock.text.VocabLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench tokenize}: from documents to tokens on one thread, beside a loop over spaces. */
@Command(
    name = "tokenize",
    description = "Rules and tokenizer on one thread, beside a loop that only splits at spaces.",
    mixinStandardHelpOptions = true)
final class TokenizeBench implements Callable<Integer> {
  @Option(
      names = "--data",
      defaultValue = "examples/devils-dictionary",
      description =
          "Folder of .txt files, and of .csv or .csv.gz files with a column text (${DEFAULT-VALUE}).")
  private Path data = Path.of("");

  @Option(
      names = "--megabytes",
      defaultValue = "8",
      description = "Of text, from the first file on (${DEFAULT-VALUE}).")
  private int megabytes;

  @Option(
      names = "--max-vocab",
      defaultValue = "30000",
      description = "Words, and sub-words, learned on that text (${DEFAULT-VALUE}).")
  private int maxVocab;

  @Option(names = "--rounds", defaultValue = "11", description = "Timed rounds (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--warmups", defaultValue = "4", description = "Before them (${DEFAULT-VALUE}).")
  private int warmups;

  @Override
  public Integer call() throws IOException {
    Corpus corpus = Corpus.of(data, megabytes * 1_000_000L);
    System.out.printf(
        Locale.ROOT,
        "%,d documents, %.2f MB of UTF-8, one thread%n%n",
        corpus.documents().size(),
        corpus.bytes() / 1e6);
    TextRules standard = TextRules.standard();
    Tokenizer spaces = Tokenizer.whitespace();
    Tokenizer words = Tokenizer.words();
    Race race = new Race();
    enter(race, "a loop that splits at spaces", corpus, text -> atSpaces(text).size());
    enter(race, "tokenizer whitespace", corpus, text -> spaces.tokens(text).size());
    enter(race, "tokenizer words", corpus, text -> words.tokens(text).size());
    enter(race, "rules standard, tokenizer words", corpus, text -> standard.tokens(text).size());
    for (VocabKind kind : VocabKind.values()) {
      Vocab vocab = learned(kind, corpus, standard);
      enter(
          race,
          "the same, numbered as " + kind.text(),
          corpus,
          text -> vocab.numericalize(standard.tokens(text)).length);
    }
    print(race.times(warmups, rounds), corpus);
    return 0;
  }

  private Vocab learned(VocabKind kind, Corpus corpus, TextRules rules) {
    Map<String, Long> counts = new HashMap<>();
    for (String document : corpus.documents()) {
      rules.tokens(document).forEach(token -> counts.merge(token, 1L, Long::sum));
    }
    counts.values().removeIf(count -> count < 2);
    long start = System.nanoTime();
    Vocab vocab = kind.fit(counts, new VocabLimits(maxVocab, 2));
    System.out.printf(
        Locale.ROOT,
        "%,d %s of %,d words that occur twice: %.2f s%n",
        vocab.size(),
        kind.text(),
        counts.size(),
        (System.nanoTime() - start) / 1e9);
    return vocab;
  }

  private static void enter(
      Race race, String name, Corpus corpus, ToIntFunction<String> tokenizer) {
    long expected = tokens(corpus, tokenizer);
    String title = String.format(Locale.ROOT, "%s (%,d tokens)", name, expected);
    race.enter(
        title,
        () -> {
          long found = tokens(corpus, tokenizer);
          if (found != expected) {
            throw new IllegalStateException(
                "%s gave %d tokens, then %d".formatted(name, expected, found));
          }
        });
  }

  private static long tokens(Corpus corpus, ToIntFunction<String> tokenizer) {
    long tokens = 0;
    for (String document : corpus.documents()) {
      tokens += tokenizer.applyAsInt(document);
    }
    return tokens;
  }

  private static List<String> atSpaces(String text) {
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf(' '); end >= 0; end = text.indexOf(' ', start)) {
      if (end > start) {
        tokens.add(text.substring(start, end));
      }
      start = end + 1;
    }
    if (start < text.length()) {
      tokens.add(text.substring(start));
    }
    return tokens;
  }

  private static void print(Map<String, List<Double>> times, Corpus corpus) {
    System.out.printf(
        "| | median ms | MB/s | documents/s | x the loop |%n|---|---:|---:|---:|---:|%n");
    double loop = Times.median(times.values().iterator().next());
    times.forEach(
        (name, all) -> {
          double median = Times.median(all);
          System.out.printf(
              Locale.ROOT,
              "| %s | %.1f | %.1f | %.0f | %.2f |%n",
              name,
              median,
              corpus.bytes() / 1e3 / median,
              corpus.documents().size() / median * 1000,
              median / loop);
        });
  }
}
