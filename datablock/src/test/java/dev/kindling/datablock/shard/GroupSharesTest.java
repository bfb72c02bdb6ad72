package dev.kindling.datablock.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.shard.GroupShares.Length;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class GroupSharesTest {
  private static final Map<String, Long> COUNTS = Map.of("a", 90L, "b", 10L);

  @Test
  void balanceGoesFromTheSharesThatThereAreToEqualOnes() {
    assertThat(GroupShares.balanced(COUNTS, 0).shares()).containsEntry("a", 0.9);
    assertThat(GroupShares.balanced(COUNTS, 1).shares()).containsEntry("a", 0.5);
    // Roots: 9.487 beside 3.162.
    assertThat(GroupShares.balanced(COUNTS, 0.5).shares().get("a")).isCloseTo(0.75, within(1e-9));
  }

  @Test
  void anItemWeighsItsGroupsShareOverTheItemsOfTheGroup() {
    GroupShares equal = GroupShares.balanced(COUNTS, 1);

    assertThat(equal.weight("a")).isCloseTo(0.5 * 100 / 90, within(1e-12));
    assertThat(equal.weight("b")).isCloseTo(5, within(1e-12));
  }

  @Test
  void lengthsMakeEveryItemComeOnceOrNoneTwice() {
    GroupShares equal = GroupShares.balanced(COUNTS, 1);

    assertThat(equal.length(Length.SAME)).isEqualTo(1);
    assertThat(equal.length(Length.OVER)).isCloseTo(1.8, within(1e-12)); // 90 of each
    assertThat(equal.length(Length.UNDER)).isCloseTo(0.2, within(1e-12)); // 10 of each
  }

  @Test
  void sharesNeedNotAddUpToOne() {
    GroupShares shares =
        new GroupShares(new TreeMap<>(COUNTS), new TreeMap<>(Map.of("a", 3.0, "b", 1.0)));

    assertThat(shares.shares()).containsEntry("a", 0.75).containsEntry("b", 0.25);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(
            () -> new GroupShares(new TreeMap<>(COUNTS), new TreeMap<>(Map.of("a", 1.0))))
        .hasMessage("Shares must be given for all of [a, b] and no other, got [a]");
    assertThatThrownBy(
            () -> new GroupShares(new TreeMap<>(COUNTS), new TreeMap<>(Map.of("a", 1.0, "b", 0.0))))
        .hasMessageStartingWith("Shares must be above 0, got ");
    assertThatThrownBy(() -> GroupShares.balanced(Map.of("a", 0L), 1))
        .hasMessage("Every group needs items, got {a=0}");
    assertThatThrownBy(() -> GroupShares.balanced(COUNTS, 1.5))
        .hasMessage("Balance must be in [0, 1], got 1.5");
  }
}
