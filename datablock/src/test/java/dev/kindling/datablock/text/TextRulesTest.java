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
  private static final int TEN_MILLION = 10_000_000;

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
    assertThat(new TextRules(List.of(), List.of()).tokens("")).isEmpty();
  }

  @Timeout(value = 60, unit = SECONDS)
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a", "ab ", "ab", "<", "< ", "&", "word ", "'a", "1,", " ", "\n", "\0", "😀", "xxrep "
      })
  void takesADocumentOfTenMillionCharacters(String part) {
    String document = part.repeat(TEN_MILLION / part.length());

    List<String> tokens = RULES.tokens(document);

    assertThat(tokens.get(0)).isEqualTo("xxbos");
    assertThat(tokens.get(tokens.size() - 1)).isEqualTo("xxeos");
  }

  @Test
  void countsTheWordsOfALongDocument() {
    assertThat(RULES.tokens("one two ".repeat(1000))).hasSize(2002);
    assertThat(RULES.tokens("word ".repeat(1000)))
        .containsExactly("xxbos", "xxwrep", "1000", "word", "xxeos");
  }

  @Test
  void isEqualToTheSameRulesAndToNoOthers() {
    TextRules fewer = new TextRules(RULES.before(), List.of(PostRule.LOWER_CASE));

    assertThat(TextRules.standard()).isEqualTo(RULES);
    assertThat(fewer).isNotEqualTo(RULES);
    assertThat(fewer.text()).isNotEqualTo(RULES.text());
  }

  @Test
  void staysAsItIsSoThatArchivesCanBeCompared() {
    assertThat(RULES.text())
        .isEqualTo(
            "text-rules 1: plain-characters, line-breaks, markup, repeated-characters, repeated-words, spaced-signs, single-spaces | words | all-capitals, capitalised, lower-case, beginning, end");
  }

  @Test
  void refusesWhatWasMadeWithOtherRules() {
    TextRules other = new TextRules(List.of(), List.of(PostRule.END));

    assertThatCode(() -> RULES.requireSame(RULES.text())).doesNotThrowAnyException();
    assertThatThrownBy(() -> other.requireSame(RULES.text()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Made with other tokenizer rules: expected \"text-rules 1:  | words | end\", got \"text-rules 1: plain-characters,");
  }
}
