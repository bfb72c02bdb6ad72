package dev.kindling.datablock.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.DataContractException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VocabTest {
  private static final Map<String, Long> COUNTS =
      Map.of("the", 5L, "b", 2L, "a", 2L, "c", 2L, "rare", 1L, "xxbos", 9L);

  @Test
  void putsSpecialTokensFirstThenTheFrequentOnesTiesByText() {
    assertThat(Vocab.fromCounts(COUNTS, VocabLimits.standard()).tokens())
        .containsExactly(
            "xxunk", "xxpad", "xxbos", "xxeos", "xxrep", "xxwrep", "xxup", "xxmaj", "the", "a", "b",
            "c");
  }

  @Test
  void takesNoMoreThanItsMaxSizeBesidesTheSpecialTokens() {
    Vocab vocab = Vocab.fromCounts(COUNTS, new VocabLimits(2, 1));

    assertThat(vocab.size()).isEqualTo(10);
    assertThat(vocab.tokens().subList(8, 10)).containsExactly("the", "a");
  }

  @Test
  void numericalizesADocumentWithZeroForUnknownTokens() {
    Vocab vocab = Vocab.fromCounts(COUNTS, VocabLimits.standard());

    assertThat(vocab.numericalize(List.of("xxbos", "the", "rare", "c", "xxeos")))
        .containsExactly(2, 8, 0, 11, 3);
    assertThat(vocab.numericalize(List.of())).isEmpty();
    assertThat(vocab.token(8)).isEqualTo("the");
  }

  @Test
  void mayHoldOneWord() {
    Vocab vocab = Vocab.fromCounts(Map.of("only", 2L), VocabLimits.standard());

    assertThat(vocab.size()).isEqualTo(9);
    assertThat(vocab.indexOf("only")).isEqualTo(8);
  }

  @Test
  void isTheSameAfterItWasStored() {
    Vocab vocab = Vocab.fromCounts(COUNTS, VocabLimits.standard());

    assertThat(Vocab.of(vocab.tokens())).isEqualTo(vocab).hasSameHashCodeAs(vocab);
    assertThat(Vocab.fromCounts(COUNTS, new VocabLimits(1, 1))).isNotEqualTo(vocab);
  }

  @Test
  void refusesCountsWithoutAFrequentWord() {
    assertThatThrownBy(
            () -> Vocab.fromCounts(Map.of("once", 1L, "xxbos", 4L), VocabLimits.standard()))
        .isInstanceOf(DataContractException.class)
        .hasMessage(
            "None of 2 tokens is a word that occurs 2 times or more: give more text, or lower the min frequency");
  }

  @Test
  void refusesAStoredListThatIsNoVocabulary() {
    List<String> twice = Stream.concat(SpecialToken.texts().stream(), Stream.of("a", "a")).toList();

    assertThatThrownBy(() -> Vocab.of(List.of("a")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("got [a]");
    assertThatThrownBy(() -> Vocab.of(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("A vocabulary has each token once, got \"a\" twice");
  }

  @Test
  void refusesAnIndexOutsideAndLimitsBelowOne() {
    Vocab vocab = Vocab.fromCounts(Map.of("only", 2L), VocabLimits.standard());

    assertThatThrownBy(() -> vocab.token(9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The vocabulary has indices 0 to 8, got 9");
    assertThatThrownBy(() -> new VocabLimits(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new VocabLimits(1, 0)).isInstanceOf(IllegalArgumentException.class);
  }
}
