package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.Learner;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.loop.LinearModel;
import dev.kindling.train.loop.Recipe;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundLengthTest {
  private static Recipe recipe(int epochs, FitSchedule schedule) {
    return Learner.of(new LinearModel(2, 3)).epochs(epochs).schedule(schedule).recipe();
  }

  private static final Recipe CONSTANT = recipe(1, FitSchedule.constant(0.1));

  private static List<Integer> ends(RoundLength length, int epoch, int steps, Recipe recipe) {
    List<Integer> ends = new ArrayList<>();
    int step = 0;
    while (step < steps) {
      step = length.end(new Cursor(epoch, step), steps, recipe);
      ends.add(step);
    }
    return ends;
  }

  private static List<Integer> fixed(int steps, int perRound) {
    return ends(RoundLength.fixed(perRound), 0, steps, CONSTANT);
  }

  @Test
  void cutsAnEpochIntoEvenRounds() {
    assertThat(fixed(33, 8)).containsExactly(8, 16, 24, 33);
    assertThat(fixed(10, 4)).containsExactly(3, 6, 10);
    assertThat(fixed(16, 16)).containsExactly(16);
    assertThat(fixed(3, 16)).containsExactly(3);
    assertThat(fixed(5, 1)).containsExactly(1, 2, 3, 4, 5);
  }

  @Test
  void endsEveryEpochAtItsLastStepInRoundsNearTheLengthAskedFor() {
    for (int steps = 1; steps < 60; steps++) {
      for (int perRound = 1; perRound < 60; perRound++) {
        List<RoundLength> lengths =
            List.of(RoundLength.fixed(perRound), RoundLength.quadratic(perRound, 0.01));
        for (RoundLength length : lengths) {
          List<Integer> ends = ends(length, 0, steps, CONSTANT);
          assertThat(ends).last().isEqualTo(steps);
          int before = 0;
          for (int end : ends) {
            assertThat(end - before).isBetween(Math.min(steps, perRound) / 2, 2 * perRound);
            before = end;
          }
        }
      }
    }
  }

  @Test
  void theQuadraticRuleGrowsRoundsAsTheRateFalls() {
    // rates 0.4, 0.2, 0.1 from thirds of the fit on; (0.4 / r)^2 = 1, 4, 16
    FitSchedule steps =
        FitSchedule.of(
            Schedule.phases(
                new Schedule.Phase(1 / 3.0, Schedule.constant(0.4)),
                new Schedule.Phase(1 / 3.0, Schedule.constant(0.2)),
                new Schedule.Phase(1 / 3.0, Schedule.constant(0.1))),
            Schedule.constant(0.9));
    Recipe recipe = recipe(3, steps);
    RoundLength length = RoundLength.quadratic(2, 0.4);

    assertThat(ends(length, 0, 8, recipe)).containsExactly(2, 4, 6, 8);
    assertThat(ends(length, 1, 8, recipe)).containsExactly(4, 8);
    assertThat(ends(length, 2, 8, recipe)).containsExactly(8);
    assertThat(length.rounds(8, recipe)).isEqualTo(7);
  }

  @Test
  void theQuadraticRuleTakesAWarmUpForThePeakAfterIt() {
    Recipe recipe = recipe(2, FitSchedule.oneCycle(0.4));

    assertThat(ends(RoundLength.quadratic(1, 0.8), 0, 16, recipe)).containsExactly(4, 8, 12, 16);
    assertThat(ends(RoundLength.quadratic(1, 0.8), 1, 16, recipe)).hasSizeLessThan(4);
  }

  @Test
  void postLocalAveragesEveryStepFirst() {
    Recipe recipe = recipe(2, FitSchedule.constant(0.1));
    RoundLength length = RoundLength.fixed(4).startingAfter(0.25);

    assertThat(ends(length, 0, 8, recipe)).containsExactly(1, 2, 3, 4, 8);
    assertThat(ends(length, 1, 8, recipe)).containsExactly(4, 8);
  }

  @Test
  void refusesRoundsOfNothing() {
    assertThatThrownBy(() -> RoundLength.fixed(0)).hasMessageContaining("at least 1, got 0");
    assertThatThrownBy(() -> RoundLength.quadratic(1, 0)).hasMessageContaining("above 0");
    assertThatThrownBy(() -> RoundLength.fixed(1).startingAfter(0))
        .hasMessageContaining("(0, 1], got 0");
  }

  @Test
  void byWallTimeTheSecondAndThirdRoundSayHowManyStepsTakeThatLong() {
    RoundLength length = RoundLength.lasting(6, 4);
    List<Progress.RoundRecord> rounds =
        List.of(round(0, 0, 4, 99), round(1, 4, 8, 1.5), round(2, 8, 12, 2.5));

    assertThat(length.knowing(rounds.subList(0, 2))).isEqualTo(length);
    assertThat(ends(length, 0, 12, CONSTANT)).containsExactly(4, 8, 12);
    assertThat(length.knowing(rounds)).isEqualTo(RoundLength.fixed(12)); // half a second each
    assertThat(RoundLength.lasting(0.1, 4).knowing(rounds)).isEqualTo(RoundLength.fixed(1));
    assertThat(length.startingAfter(0.5).knowing(rounds))
        .isEqualTo(RoundLength.fixed(12).startingAfter(0.5));
    assertThatThrownBy(() -> RoundLength.lasting(0, 4)).hasMessageContaining("above 0");
  }

  /** One whose steps took so long, a tenth of it waiting for input. */
  private static Progress.RoundRecord round(int number, int from, int to, double seconds) {
    RoundCosts costs =
        new RoundCosts(7, 0.9 * seconds, 0.1 * seconds, 7, 7, 0, 0, 0, 0, Double.NaN);
    return new Progress.RoundRecord(
        number, 0, from, to, 0, 0, 1, 0, 0, costs, BackendUse.NONE, TimeSpent.NONE, 7);
  }
}
