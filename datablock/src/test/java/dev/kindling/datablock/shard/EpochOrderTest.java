package dev.kindling.datablock.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EpochOrderTest {
  private static final Seed SEED = new Seed(42);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 1000})
  void visitsEveryRecordOnce(int size) {
    int[] order = EpochOrder.of(size, SEED, 0);

    Arrays.sort(order);
    assertThat(order).isEqualTo(IntStream.range(0, size).toArray());
  }

  @Test
  void isTheSameForTheSameSeedAndEpoch() {
    assertThat(EpochOrder.of(100, SEED, 3)).isEqualTo(EpochOrder.of(100, new Seed(42), 3));
  }

  @Test
  void isAnotherInEachEpochAndForEachSeed() {
    int[] order = EpochOrder.of(100, SEED, 0);

    assertThat(EpochOrder.of(100, SEED, 1)).isNotEqualTo(order);
    assertThat(EpochOrder.of(100, new Seed(43), 0)).isNotEqualTo(order);
  }

  @Test
  void staysAsItIsSoThatOldRunsCanBeRepeated() {
    assertThat(EpochOrder.of(8, SEED, 0)).containsExactly(1, 3, 7, 4, 6, 2, 5, 0);
  }

  @Test
  void givesEachPermutationOfThreeTheSameChance() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int epoch = 0; epoch < 6000; epoch++) {
      counts.merge(Arrays.toString(EpochOrder.of(3, SEED, epoch)), 1, Integer::sum);
    }

    assertThat(counts).hasSize(6);
    // 1,000 expected; five standard deviations are 144
    assertThat(counts.values()).allSatisfy(n -> assertThat(n).isCloseTo(1000, within(144)));
  }

  @Test
  void asStoredCountsUp() {
    assertThat(EpochOrder.asStored(4)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void refusesANegativeEpoch() {
    assertThatThrownBy(() -> EpochOrder.of(3, SEED, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("EpochOrder needs a size and an epoch of 0 or more, got 3 and -1");
  }
}
