package dev.kindling.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PerplexityTest {
  private static final double EXACT = 1e-12;

  /** Every token one of eight, all as likely: three bits each. */
  private final Perplexity eight = new Perplexity(4 * Math.log(8), 1, 4);

  @Test
  void isTheNumberOfEquallyLikelyTokens() {
    assertThat(eight.value()).isCloseTo(8, within(EXACT));
    assertThat(eight.accuracy()).isEqualTo(0.25);
  }

  @Test
  void sharesTheBitsOfATokenOutOverItsCharacters() {
    assertThat(eight.bitsPerCharacter(6)).isCloseTo(0.5, within(EXACT));
  }

  @Test
  void theSameTextInShorterTokensCostsTheSameBits() {
    Perplexity halves = new Perplexity(8 * Math.log(8) / 2, 1, 8); // 1.5 bits each

    assertThat(halves.value()).isLessThan(eight.value());
    assertThat(halves.bitsPerCharacter(3)).isCloseTo(eight.bitsPerCharacter(6), within(EXACT));
  }
}
