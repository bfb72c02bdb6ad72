package dev.kindling.datablock.text;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  private static final TextRules RULES = TextRules.standard();
  private static final int MILLION = 1_000_000;

  @Test
  void appliesEveryRuleInOrder() {
    assertThat(RULES.tokens("\uFEFFI LOVED it!!!!<br/>Don&#39;t miss / skip so so so so good"))
        .containsExactly(
            "xxbos", "i", "xxup", "loved", "it", "xxrep", "4", "!", "\n", "xxmaj", "do", "n't",
            "miss", "/", "skip", "xxwrep", "4", "so", "good", "xxeos");
  }

  @Test
  void leavesNothingOfABreakWithASlash() {
    assertThat(RULES.tokens("a<br/>b")).containsExactly("xxbos", "a", "\n", "b", "xxeos");
  }

  @Test
  void keepsAWrittenBreakThatWasEscaped() {
    assertThat(RULES.tokens("&lt;br&gt;")).containsExactly("xxbos", "<", "br", ">", "xxeos");
  }

  @Test
  void givesAnEmptyDocumentItsBeginningAndEnd() {
    assertThat(RULES.tokens("")).containsExactly("xxbos", "xxeos");
    assertThat(RULES.tokens(" \0 \uFEFF")).containsExactly("xxbos", "xxeos");
  }

  @Test
  void givesNoTokenWithoutRulesForAnEmptyDocument() {
    assertThat(TextRules.none(Tokenizer.words()).tokens("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xxmaj",
        "XXMAJ",
        "xx\u00ADmaj",
        "&#120;xmaj",
        "xxun\u212A", // the Kelvin sign, whose small form is k
        "\uFEFFxxpad",
        "<unk>"
      })
  void neverTakesAWordOfTheDocumentForASpecialToken(String word) {
    assertThat(RULES.tokens("a " + word + " b")).contains("a", "xxunk", "b").hasSize(5);
  }

  @Test
  void neverTakesNoncharactersOfTheDocumentForSpecialTokens() {
    assertThat(RULES.tokens("\uFDD7a\uFDD0"))
        .containsExactly("xxbos", "\uFFFD", "a", "\uFFFD", "xxeos");
  }

  @Test
  void cutsOffNoSpecialTokenEither() {
    assertThat(RULES.tokens("xxmajn't xxup's"))
        .containsExactly("xxbos", "xxunk", "n't", "xxunk", "'s", "xxeos");
  }

  /** Work in proportion to the square of a million would take far longer. */
  @Timeout(value = 20, unit = SECONDS)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "ab ", "ab", "<", "< ", "&", "word ", "'a", "1,", " ", "\n", "\0", "😀", "xxrep "
      })
  void takesAMillionCharactersOfOneKind(String part) {
    List<String> tokens = RULES.tokens(part.repeat(MILLION / part.length()));

    assertThat(tokens.get(0)).isEqualTo("xxbos");
    assertThat(tokens.get(tokens.size() - 1)).isEqualTo("xxeos");
  }

  @Test
  void takesADocumentOfTenMillionCharacters() {
    String sentence = "It wasn't the best film of 1,999; <br /> I've seen 4 better ones!!!! ";

    List<String> tokens = RULES.tokens(sentence.repeat(10 * MILLION / sentence.length()));

    assertThat(tokens).hasSize(2 + 20 * (10 * MILLION / sentence.length()));
  }

  @Test
  void countsTheWordsOfALongDocument() {
    assertThat(RULES.tokens("one two ".repeat(1000))).hasSize(2002);
    assertThat(RULES.tokens("word ".repeat(1000)))
        .containsExactly("xxbos", "xxwrep", "1000", "word", "xxeos");
  }

  @Test
  void isEqualToTheSameRulesAndToNoOthers() {
    TextRules fewer =
        new TextRules(RULES.before(), RULES.tokenizer(), List.of(PostRule.LOWER_CASE));

    assertThat(TextRules.standard()).isEqualTo(RULES);
    assertThat(fewer).isNotEqualTo(RULES);
    assertThat(fewer.text()).isNotEqualTo(RULES.text());
  }

  @Test
  void staysAsItIsSoThatArchivesCanBeCompared() {
    assertThat(RULES.text())
        .isEqualTo(
            "text-rules 2: plain-characters, line-breaks, markup, repeated-characters, repeated-words, spaced-signs, single-spaces | words | all-capitals, capitalised, lower-case, beginning, end");
  }

  @Test
  void refusesWhatWasMadeWithOtherRules() {
    TextRules other = new TextRules(List.of(), Tokenizer.words(), List.of(PostRule.END));

    assertThatCode(() -> RULES.requireSame(RULES.text())).doesNotThrowAnyException();
    assertThatThrownBy(() -> other.requireSame(RULES.text()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Made with other tokenizer rules: expected \"text-rules 2:  | words | end\", got \"text-rules 2: plain-characters,");
  }

  @Test
  void comeBackFromWhatAnArchiveStores() {
    TextRules lines = TextRules.none(Tokenizer.whitespace("<a:|,b>"));
    TextRules few =
        new TextRules(
            List.of(PreRule.LINE_BREAKS), Tokenizer.whitespace(), List.of(PostRule.BEGINNING));

    TextRules pieces = lines.with(VocabKind.SUBWORDS);
    assertThat(pieces.text()).endsWith(" | subwords").isNotEqualTo(lines.text());
    for (TextRules rules : List.of(RULES, lines, few, pieces)) {
      assertThat(TextRules.of(rules.text())).isEqualTo(rules);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text-rules 1:  | words | ",
        "text-rules 2:  | words",
        "text-rules 2:  | ? | ",
        "text-rules 2:  | words |  | ?",
        "text-rules 2:  | words |  | words",
        "text-rules 2:  | words |  | subwords | subwords"
      })
  void whatNoArchiveStoresIsRefused(String stored) {
    assertThatThrownBy(() -> TextRules.of(stored)).isInstanceOf(IllegalStateException.class);
  }
}
