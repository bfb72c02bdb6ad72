package dev.kindling.datablock.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PostRuleTest {
  @Test
  void notesTokensInCapitals() {
    assertThat(PostRule.ALL_CAPITALS.apply(List.of("NASA", "I", "B2B", "42", "Don", "ÄÖ", "!!")))
        .containsExactly("xxup", "nasa", "I", "xxup", "b2b", "42", "Don", "xxup", "äö", "!!");
  }

  @Test
  void notesTokensThatBeginWithACapital() {
    assertThat(PostRule.CAPITALISED.apply(List.of("Don", "I", "NASA", "McCoy", "word", "É", "Été")))
        .containsExactly("xxmaj", "don", "I", "NASA", "McCoy", "word", "É", "xxmaj", "été");
  }

  @Test
  void countsASurrogatePairAsOneCharacter() {
    assertThat(PostRule.ALL_CAPITALS.apply(List.of("𐐀"))).containsExactly("𐐀");
    assertThat(PostRule.CAPITALISED.apply(List.of("𐐀𐐨"))).containsExactly("xxmaj", "𐐨𐐨");
  }

  @Test
  void makesEveryTokenSmall() {
    assertThat(PostRule.LOWER_CASE.apply(List.of("I", "McCoy", "xxmaj")))
        .containsExactly("i", "mccoy", "xxmaj");
  }

  @Test
  void marksBeginningAndEnd() {
    assertThat(PostRule.BEGINNING.apply(List.of("a"))).containsExactly("xxbos", "a");
    assertThat(PostRule.END.apply(List.of("a"))).containsExactly("a", "xxeos");
  }

  @ParameterizedTest
  @EnumSource(
      value = PostRule.class,
      names = {"ALL_CAPITALS", "CAPITALISED", "LOWER_CASE"})
  void keepsSpecialTokens(PostRule rule) {
    assertThat(rule.apply(SpecialToken.texts())).isEqualTo(SpecialToken.texts());
  }
}
