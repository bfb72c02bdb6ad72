package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StrategyTest {
  @Test
  void cutsAnEpochIntoEvenRounds() {
    assertThat(rounds(33, 8)).containsExactly(8, 16, 24, 33);
    assertThat(rounds(10, 4)).containsExactly(3, 6, 10);
    assertThat(rounds(16, 16)).containsExactly(16);
    assertThat(rounds(3, 16)).containsExactly(3);
    assertThat(rounds(5, 1)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void endsEveryEpochAtItsLastStepInRoundsNearTheLengthAskedFor() {
    for (int steps = 1; steps < 60; steps++) {
      for (int perRound = 1; perRound < 60; perRound++) {
        List<Integer> ends = rounds(steps, perRound);
        assertThat(ends).last().isEqualTo(steps);
        int before = 0;
        for (int end : ends) {
          assertThat(end - before).isBetween(Math.min(steps, perRound) / 2, 2 * perRound);
          before = end;
        }
      }
    }
  }

  private static List<Integer> rounds(int stepsPerEpoch, int stepsPerRound) {
    Strategy strategy = Strategy.parameterAveraging(2, stepsPerRound);
    List<Integer> ends = new ArrayList<>();
    int step = 0;
    while (step < stepsPerEpoch) {
      step = strategy.roundEnd(step, stepsPerEpoch);
      ends.add(step);
    }
    return ends;
  }
}
