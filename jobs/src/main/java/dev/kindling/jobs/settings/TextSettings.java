package dev.kindling.jobs.settings;

import dev.kindling.datablock.Documents;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Tokenizer;
import dev.kindling.datablock.text.VocabKind;
import dev.kindling.datablock.text.VocabLimits;
import java.util.List;
import java.util.Optional;

/**
 * How texts are found and become tokens.
 *
 * @param documents what in a text file is one
 * @param rules from a document to its tokens
 * @param vocab its limits
 * @param vocabularyFrom where a vocabulary lies that is taken instead of one fitted on train
 */
public record TextSettings(
    Documents documents, TextRules rules, VocabLimits vocab, Optional<String> vocabularyFrom) {
  private static final String HEADING = "data.heading";
  private static final String VOCABULARY = "data.text.vocabulary";
  private static final String VOCABULARY_FROM = "data.text.vocabulary-from";
  private static final String MAX_VOCAB = "data.text.max-vocab";
  private static final int BYTES = 256;
  private static final String LINE_END = "data.text.line-end";

  /** The keys that mean nothing for other items. */
  static final List<String> KEYS =
      List.of(
          "data.documents",
          HEADING,
          "data.text.rules",
          "data.text.tokenizer",
          LINE_END,
          VOCABULARY,
          VOCABULARY_FROM,
          MAX_VOCAB,
          "data.text.min-frequency");

  static TextSettings from(Reader reader) {
    TextRules rules = rules(reader);
    return new TextSettings(
        documents(reader), rules, limits(reader, rules), reader.textIfGiven(VOCABULARY_FROM));
  }

  private static VocabLimits limits(Reader reader, TextRules rules) {
    int size = reader.count(MAX_VOCAB, 1);
    if (rules.vocab() == VocabKind.SUBWORDS && size < BYTES) {
      throw reader.complaint(MAX_VOCAB, "256 or more with sub-words, which begin with the bytes");
    }
    return new VocabLimits(
        Math.min(size, Integer.MAX_VALUE - 8), reader.wholeNumber("data.text.min-frequency", 1));
  }

  private static Documents documents(Reader reader) {
    Optional<String> heading = reader.textIfGiven(HEADING);
    return switch (reader.oneOf("data.documents", List.of("file", "line", "section"))) {
      case "line" -> Documents.lines();
      case "section" -> sections(reader, heading);
      default -> Documents.files();
    };
  }

  private static Documents sections(Reader reader, Optional<String> heading) {
    if (heading.isEmpty()) {
      throw DataSettings.missing(
          HEADING, "the pattern of a section's first line, as data.documents is section");
    }
    try {
      return Documents.sections(reader.text(HEADING)); // spaces at its ends count
    } catch (IllegalArgumentException e) {
      SettingsException complaint = reader.complaint(HEADING, "a regular expression of RE2/J");
      complaint.initCause(e);
      throw complaint;
    }
  }

  private static TextRules rules(Reader reader) {
    Tokenizer tokenizer = tokenizer(reader);
    TextRules rules =
        reader.oneOf("data.text.rules", List.of("standard", "none")).equals("none")
            ? TextRules.none(tokenizer)
            : TextRules.standard().with(tokenizer);
    return rules.with(
        reader.oneOf(VOCABULARY, List.of("words", "subwords")).equals("words")
            ? VocabKind.WORDS
            : VocabKind.SUBWORDS);
  }

  private static Tokenizer tokenizer(Reader reader) {
    Optional<String> lineEnd = reader.textIfGiven(LINE_END);
    boolean words =
        reader.oneOf("data.text.tokenizer", List.of("words", "whitespace")).equals("words");
    if (words && lineEnd.isPresent()) {
      throw reader.complaint(
          LINE_END, "\"\" with the tokenizer words, which has line breaks for tokens");
    }
    if (lineEnd.isPresent() && lineEnd.get().codePoints().anyMatch(Character::isWhitespace)) {
      throw reader.complaint(LINE_END, "a token without spaces");
    }
    return words
        ? Tokenizer.words()
        : lineEnd.map(Tokenizer::whitespace).orElseGet(Tokenizer::whitespace);
  }
}
