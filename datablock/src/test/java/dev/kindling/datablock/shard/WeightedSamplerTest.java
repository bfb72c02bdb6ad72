package dev.kindling.datablock.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.KeyPattern;
import dev.kindling.datablock.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightedSamplerTest {
  private static final Seed SEED = new Seed(42);
  private static final KeyPattern FOLDER = new KeyPattern("^([^/]+)/");

  @TempDir Path folder;

  @Test
  void equalWeightsTakeEveryRecordOnce() throws IOException {
    try (Shard shard = shard(90, 10)) {
      int[] order = byTarget(1, 1, 1.0).order(shard, SEED, 0);

      Arrays.sort(order);
      assertThat(order).isEqualTo(IntStream.range(0, 100).toArray());
    }
  }

  @Test
  void everyEpochHasTheSharesAskedFor() throws IOException {
    GroupShares halves = GroupShares.balanced(Map.of("a", 90L, "b", 10L), 1);
    for (GroupShares.Length length : GroupShares.Length.values()) {
      EpochSampler sampler =
          byTarget(halves.weight("a"), halves.weight("b"), halves.length(length));
      try (Shard shard = shard(90, 10)) {
        int[] order = sampler.order(shard, SEED, 3);

        assertThat(order).hasSize(sampler.count(100));
        // 100, 180 or 20 draws, in halves.
        assertThat(order.length).isEqualTo(List.of(100, 180, 20).get(length.ordinal()));
        assertThat(ofTarget(shard, order, 0)).isEqualTo(order.length / 2);
      }
    }
  }

  @Test
  void aRecordIsDrawnAsOftenAsItsShareSaysRoundedUpOrDown() throws IOException {
    try (Shard shard = shard(90, 10)) {
      // 100 draws of weights that add up to 90 + 35: 0.8 of each of the first kind, 2.8 of the
      // second.
      int[] order = byTarget(1, 3.5, 1.0).order(shard, SEED, 7);
      int[] times = times(order, 100);

      assertThat(Arrays.copyOf(times, 90)).containsOnly(0, 1);
      assertThat(Arrays.copyOfRange(times, 90, 100)).containsOnly(2, 3);
      assertThat(ofTarget(shard, order, 1)).isEqualTo(28);
    }
  }

  @Test
  void recordsThatAreLeftOutHaveTheirTurnInOtherEpochs() throws IOException {
    EpochSampler sampler = byTarget(1, 1, 0.25);
    int[] times = new int[100];
    try (Shard shard = shard(90, 10)) {
      for (int epoch = 0; epoch < 400; epoch++) {
        for (int index : sampler.order(shard, SEED, epoch)) {
          times[index]++;
        }
      }
    }

    // A quarter of 400, give or take 4 standard deviations of 8.7.
    assertThat(Arrays.stream(times).boxed()).allMatch(n -> n > 65 && n < 135);
  }

  @Test
  void aRepeatedRecordDoesNotComeTwiceInARow() throws IOException {
    try (Shard shard = shard(90, 10)) {
      int[] order = byTarget(0.1, 9.1, 1.0).order(shard, SEED, 0);

      long inARow = IntStream.range(1, order.length).filter(i -> order[i] == order[i - 1]).count();
      assertThat(inARow).isLessThan(25); // sorted it would be 80; by chance it is 9
    }
  }

  @Test
  void dependsOnSeedAndEpochAlone() throws IOException {
    EpochSampler sampler = byTarget(1, 3.5, 1.5);
    try (Shard shard = shard(90, 10)) {
      int[] order = sampler.order(shard, SEED, 5);

      assertThat(sampler.order(shard, new Seed(42), 5)).isEqualTo(order);
      assertThat(sampler.order(shard, SEED, 6)).isNotEqualTo(order);
      assertThat(sampler.order(shard, new Seed(43), 5)).isNotEqualTo(order);
    }
  }

  @Test
  void sourcesGetTheirShares() throws IOException {
    GroupShares shares =
        new GroupShares(
            new TreeMap<>(Map.of("0", 90L, "1", 10L)), new TreeMap<>(Map.of("0", 3.0, "1", 1.0)));
    List<Double> weights = List.of(shares.weight("0"), shares.weight("1"));
    EpochSampler sampler =
        new WeightedSampler(new ItemWeights.BySource(FOLDER, List.of("0", "1"), weights), 1);
    try (Shard shard = shard(90, 10)) {
      assertThat(ofTarget(shard, sampler.order(shard, SEED, 0), 0)).isEqualTo(75);
    }
  }

  @Test
  void namesAShardThatHasNothingToDraw() throws IOException {
    try (Shard shard = shard(3, 0)) {
      assertThatThrownBy(() -> byTarget(0, 1, 1.0).order(shard, SEED, 0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("None of the 3 records of a worker has a weight above 0");
    }
  }

  @Test
  void namesAKeyOfNoSource() throws IOException {
    ItemWeights weights = new ItemWeights.BySource(FOLDER, List.of("1"), List.of(1.0));
    try (Shard shard = shard(1, 1)) {
      assertThatThrownBy(() -> new WeightedSampler(weights, 1).order(shard, SEED, 0))
          .hasMessage("Key \"0/000\" is of none of the sources [1] by \"^([^/]+)/\"");
    }
  }

  @Test
  void anEmptyShardGivesNothing() throws IOException {
    try (Shard shard = shard(0, 0)) {
      assertThat(byTarget(1, 1, 0.1).order(shard, SEED, 0)).isEmpty();
    }
  }

  private static WeightedSampler byTarget(double first, double second, double length) {
    return new WeightedSampler(new ItemWeights.ByTarget(List.of(first, second)), length);
  }

  private static long ofTarget(Shard shard, int[] order, int target) {
    return Arrays.stream(order).filter(index -> shard.target(index) == target).count();
  }

  private static int[] times(int[] order, int size) {
    int[] times = new int[size];
    for (int index : order) {
      times[index]++;
    }
    return times;
  }

  /** So many records of target 0 in folder 0, then so many of target 1 in folder 1. */
  private Shard shard(int first, int second) throws IOException {
    Path path = folder.resolve(first + "-" + second + ".shard");
    try (ShardWriter writer = ShardWriter.create(path)) {
      for (int i = 0; i < first + second; i++) {
        int target = i < first ? 0 : 1;
        writer.add(
            new ShardRecord("%d/%03d".formatted(target, i), target, "content".getBytes(UTF_8)));
      }
      writer.finish();
    }
    return Shard.open(path);
  }
}
