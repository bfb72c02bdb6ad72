package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SamplingTest {
  /** Probabilities of 1/2, 1/4 and 1/4 at temperature 1. */
  private static final float[] LOGITS = {(float) Math.log(2), 0, 0};

  @Test
  void drawsAsLikelyAsTheSoftmaxSays() {
    assertThat(shares(Sampling.PLAIN))
        .containsExactly(new double[] {0.5, 0.25, 0.25}, within(0.01));
  }

  @Test
  void sharpensAtLowTemperature() {
    // Odds of 2 become odds of 4.
    assertThat(shares(Sampling.PLAIN.temperature(0.5)))
        .containsExactly(new double[] {4 / 6.0, 1 / 6.0, 1 / 6.0}, within(0.01));
  }

  @Test
  void choosesFromTheHighestAndOfEqualsFromTheFirst() {
    assertThat(shares(Sampling.PLAIN.topK(2)))
        .containsExactly(new double[] {2 / 3.0, 1 / 3.0, 0}, within(0.01));
    assertThat(shares(Sampling.PLAIN.topK(1))).containsExactly(1, 0, 0);
  }

  @Test
  void neverDrawsWhatIsExcluded() {
    assertThat(shares(Sampling.PLAIN.without(Set.of(0))))
        .containsExactly(new double[] {0, 0.5, 0.5}, within(0.01));
    assertThat(shares(Sampling.PLAIN.without(Set.of(0)).topK(1))).containsExactly(0, 1, 0);
  }

  @Test
  void doesNotOverflowOnLargeLogits() {
    float[] logits = {1e30f, -1e30f};

    assertThat(Sampling.PLAIN.temperature(1e-3).draw(logits, random())).isZero();
  }

  @Test
  void refusesSettingsAndLogitsThatGiveNoToken() {
    assertThatThrownBy(() -> Sampling.PLAIN.temperature(0)).hasMessageContaining("top-k = 1");
    assertThatThrownBy(() -> Sampling.PLAIN.topK(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Sampling.PLAIN.without(Set.of(0, 1, 2)).draw(LOGITS, random()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("excluded");
    assertThatThrownBy(() -> Sampling.PLAIN.draw(new float[] {0, Float.NaN}, random()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("token 1");
  }

  private static double[] shares(Sampling sampling) {
    RandomGenerator random = random();
    double[] shares = new double[LOGITS.length];
    for (int i = 0; i < 40_000; i++) {
      shares[sampling.draw(LOGITS, random)] += 1 / 40_000.0;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.round(shares[i] * 1e9) / 1e9;
    }
    return shares;
  }

  private static RandomGenerator random() {
    return new Seed(1).random("test", 0);
  }
}
