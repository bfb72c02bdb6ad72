package dev.kindling.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.optim.Schedule.Phase;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final Offset<Double> NEAR = within(1e-12);

  @Test
  void constantIsTheSameEverywhere() {
    assertThat(Schedule.constant(0.3).at(0)).isEqualTo(0.3);
    assertThat(Schedule.constant(0.3).at(0.7)).isEqualTo(0.3);
  }

  @Test
  void linearGoesStraight() {
    assertThat(Schedule.linear(1, 2).at(0)).isEqualTo(1);
    assertThat(Schedule.linear(1, 2).at(0.25)).isEqualTo(1.25);
    assertThat(Schedule.linear(1, 2).at(1)).isEqualTo(2);
  }

  @Test
  void cosineIsFlatAtBothEnds() {
    Schedule cosine = Schedule.cosine(1, 2);

    assertThat(cosine.at(0)).isCloseTo(1, NEAR);
    assertThat(cosine.at(0.25)).isCloseTo(1.5 - Math.sqrt(0.5) / 2, NEAR);
    assertThat(cosine.at(0.5)).isCloseTo(1.5, NEAR);
    assertThat(cosine.at(1)).isCloseTo(2, NEAR);
  }

  @Test
  void exponentialGrowsByAFactor() {
    assertThat(Schedule.exponential(1, 16).at(0.25)).isCloseTo(2, NEAR);
    assertThat(Schedule.exponential(1, 16).at(0.5)).isCloseTo(4, NEAR);
  }

  @Test
  void exponentialNeedsPositiveValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.exponential(0, 1))
        .withMessageContaining("more than 0");
  }

  @Test
  void phasesRunEachFromItsOwnStartToItsOwnEnd() {
    Schedule phases =
        Schedule.phases(
            new Phase(0.2, Schedule.linear(0, 1)),
            new Phase(0.3, Schedule.linear(10, 20)),
            new Phase(0.5, Schedule.linear(100, 200)));

    assertThat(phases.at(0.1)).isCloseTo(0.5, NEAR);
    assertThat(phases.at(0.35)).isCloseTo(15, NEAR);
    assertThat(phases.at(0.75)).isCloseTo(150, NEAR);
  }

  @Test
  void laterPhaseCountsAtABoundaryAndTheLastOneAtTheEnd() {
    Schedule phases =
        Schedule.phases(
            new Phase(0.25, Schedule.constant(1)),
            new Phase(0.25, Schedule.constant(2)),
            new Phase(0.5, Schedule.linear(3, 4)));

    assertThat(phases.at(0.25)).isEqualTo(2);
    assertThat(phases.at(0.5)).isEqualTo(3);
    assertThat(phases.at(1)).isEqualTo(4);
  }

  @Test
  void manyUnevenPhasesReachTheEndWithoutLeavingIt() {
    Phase[] tenths = new Phase[10];
    Arrays.fill(tenths, new Phase(0.1, Schedule.linear(0, 1)));

    assertThat(Schedule.phases(tenths).at(1)).isEqualTo(1);
    assertThat(Schedule.phases(tenths).at(Math.nextDown(1.0))).isCloseTo(1, NEAR);
  }

  @Test
  void phasesMustFillTheFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.phases(new Phase(0.5, Schedule.constant(1))))
        .withMessage("Phase fractions must sum to 1, got 0.5: [0.5]");
  }

  @Test
  void oneCycleClimbsToThePeakAndFallsFarBelowItsStart() {
    Schedule rate = Schedule.oneCycle(1e-2, 0.5);
    Schedule momentum = Schedule.oneCycleMomentum(0.5);

    assertThat(rate.at(0)).isCloseTo(1e-3, NEAR);
    assertThat(rate.at(0.25)).isCloseTo((1e-3 + 1e-2) / 2, NEAR);
    assertThat(rate.at(0.5)).isCloseTo(1e-2, NEAR);
    assertThat(rate.at(1)).isCloseTo(1e-7, NEAR);
    assertThat(momentum.at(0)).isCloseTo(0.95, NEAR);
    assertThat(momentum.at(0.5)).isCloseTo(0.85, NEAR);
    assertThat(momentum.at(1)).isCloseTo(0.95, NEAR);
  }

  @Test
  void oneCycleWithPeakZeroKeepsAGroupFrozen() {
    assertThat(Schedule.oneCycle(0, 0.3).at(0.4)).isZero();
  }

  @Test
  void positionsOutsideTheFitAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Schedule.linear(0, 1).at(1.5));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Schedule.oneCycle(1, 0.5).at(Double.NaN))
        .withMessage("Position must be in [0, 1], got NaN");
  }

  @Test
  void oneScheduleServesEveryGroupAndSeveralServeOneEach() {
    FitSchedule both =
        new FitSchedule(
            List.of(Schedule.constant(0), Schedule.constant(2)), List.of(Schedule.constant(0.9)));

    assertThat(both.at(0.5).groups())
        .containsExactly(new Hypers.Hyper(0, 0.9), new Hypers.Hyper(2, 0.9));
    assertThat(FitSchedule.constant(0.1).at(0).forGroups(3))
        .hasSize(3)
        .containsOnly(new Hypers.Hyper(0.1, 0.9));
  }

  @Test
  void schedulesForAnotherNumberOfGroupsAreRefused() {
    Hypers two = new Hypers(List.of(new Hypers.Hyper(1, 0), new Hypers.Hyper(2, 0)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> two.forGroups(3))
        .withMessageContaining("Hypers for 2 groups do not fit 3 parameter groups");
  }
}
