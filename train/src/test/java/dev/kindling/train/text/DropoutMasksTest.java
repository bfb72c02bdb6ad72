package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutMasksTest {
  private static final List<String> ROWS = List.of("a", "b", "c");

  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1, 0.25, 0.5, 0.9})
  void dropsTheShareAskedForAndScalesTheRest(double p) {
    Dropouts all = new Dropouts(p, p, p, p, p);
    DropoutMasks masks = new DropoutMasks(all, new Seed(1));
    int count = 60_000;
    float[] weight = new float[count];
    masks.weight(0, 0, weight, 0, count);
    for (float[] mask :
        List.of(
            masks.embedding(count),
            masks.input(ROWS, count / 3),
            masks.hidden(0, ROWS, count / 3),
            masks.output(ROWS, count / 3),
            weight)) {
      int dropped = 0;
      for (float value : mask) {
        assertThat(value).isIn(0f, (float) (1 / (1 - p)));
        dropped += value == 0 ? 1 : 0;
      }
      // Five standard deviations.
      assertThat((double) dropped / count).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / count)));
    }
  }

  @Test
  void leavesEverythingWhereNothingIsDropped() {
    DropoutMasks masks = new DropoutMasks(Dropouts.NONE, new Seed(1));
    float[] weight = new float[7];
    masks.weight(0, 0, weight, 0, 7);

    assertThat(masks.embedding(9)).containsOnly(1);
    assertThat(masks.output(ROWS, 3)).containsOnly(1);
    assertThat(weight).containsOnly(1);
  }

  @Test
  void drawsTheSameFromTheSameSeedAndOtherwiseFromAnother() {
    Dropouts half = new Dropouts(0.5, 0.5, 0.5, 0.5, 0.5);
    DropoutMasks masks = new DropoutMasks(half, new Seed(1));

    assertThat(new DropoutMasks(half, new Seed(1)).input(ROWS, 40))
        .isEqualTo(masks.input(ROWS, 40));
    assertThat(new DropoutMasks(half, new Seed(2)).input(ROWS, 40))
        .isNotEqualTo(masks.input(ROWS, 40));
    assertThat(masks.output(ROWS, 40)).isNotEqualTo(masks.input(ROWS, 40));
    assertThat(masks.hidden(1, ROWS, 40)).isNotEqualTo(masks.hidden(0, ROWS, 40));
  }

  @Test
  void drawsForARowWhateverElseIsInTheBatch() {
    DropoutMasks masks = new DropoutMasks(new Dropouts(0.5, 0.5, 0.5, 0.5, 0.5), new Seed(1));

    float[] alone = masks.hidden(1, List.of("b"), 40);
    float[] among = masks.hidden(1, List.of("c", "b", "a"), 40);

    assertThat(Arrays.copyOfRange(among, 40, 80)).isEqualTo(alone);
    assertThat(Arrays.copyOfRange(among, 0, 40)).isNotEqualTo(alone);
  }

  @Test
  void drawsRowsOfAWeightMaskApart() {
    DropoutMasks masks = new DropoutMasks(new Dropouts(0.5, 0.5, 0.5, 0.5, 0.5), new Seed(1));
    float[] matrix = new float[80];
    masks.weight(1, 0, matrix, 0, 40);
    masks.weight(1, 1, matrix, 40, 40);
    float[] second = new float[40];
    masks.weight(1, 1, second, 0, 40);

    assertThat(Arrays.copyOfRange(matrix, 40, 80)).isEqualTo(second);
    assertThat(Arrays.copyOfRange(matrix, 0, 40)).isNotEqualTo(second);
  }

  @Test
  void scalesProbabilities() {
    assertThat(new Dropouts(0.4, 0.3, 0.4, 0.05, 0.5).scaled(0.5))
        .isEqualTo(new Dropouts(0.2, 0.15, 0.2, 0.025, 0.25));
  }

  @Test
  void refusesWhatIsNoProbabilityByItsName() {
    assertThatThrownBy(() -> new Dropouts(0, 1, 0, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hidden")
        .hasMessageContaining("1.0");
    assertThatThrownBy(() -> new Dropouts(0, 0, 0, 0, -0.1)).hasMessageContaining("weight");
    assertThatThrownBy(() -> new Dropouts(Double.NaN, 0, 0, 0, 0)).hasMessageContaining("output");
    assertThatThrownBy(() -> Dropouts.CLASSIFIER.scaled(2)).hasMessageContaining("weight");
  }
}
