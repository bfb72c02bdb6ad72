package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.List;
import org.junit.jupiter.api.Test;

class OuterOptimizerTest {
  /** Two weights of one layer, one of another, a running variance. */
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Span("a", "W", Kind.WEIGHT, 0, 2, List.of(2)),
              new Span("b", "W", Kind.WEIGHT, 2, 1, List.of(1)),
              new Span("n", "var", Kind.RUNNING_VARIANCE, 3, 1, List.of(1))));

  private static final float[] BEFORE = {1, -2, 4, 0.5f};
  private static final float[] AVERAGED = {0.5f, -1, 4, 0.25f};

  private static float[] step(OuterOptimizer outer, float[] memory, double... innerRates) {
    float[] result = AVERAGED.clone();
    outer.step(LAYOUT, BEFORE, result, memory, innerRates);
    return result;
  }

  @Test
  void slowMomentumIsWhatThePaperSays() {
    float[] memory = {1, 2, 3, 7};

    // u = 0.5 u + d / 0.1: 0.5 + 5, 1 - 10, 1.5 + 0; x - 0.8 * 0.1 * u
    float[] x = step(OuterOptimizer.slowMomentum(0.8, 0.5), memory, 0.1, 0.1, 9);

    assertThat(memory).containsExactly(new float[] {5.5f, -9, 1.5f, 7}, within(1e-6f));
    assertThat(x).containsExactly(new float[] {0.56f, -1.28f, 3.88f, 0.25f}, within(1e-6f));
  }

  @Test
  void slowMomentumRemembersGradientsSoThatALowerInnerRateMakesSmallerSteps() {
    float[] memory = {10, 10, 10, 0};

    float[] x = step(OuterOptimizer.slowMomentum(1, 0.9), memory, 0.01, 0.001, 0);

    assertThat(x[0] - AVERAGED[0]).isCloseTo(-0.09f, within(1e-6f));
    assertThat(x[2] - AVERAGED[2]).isCloseTo(-0.009f, within(1e-6f));
  }

  @Test
  void slowMomentumLeavesWhatDoesNotLearnWhereItIs() {
    float[] memory = {10, 10, 10, 0};

    float[] x = step(OuterOptimizer.slowMomentum(1, 0.5), memory, 0.01, 0, 0);

    assertThat(x[2]).isEqualTo(4);
    assertThat(memory[2]).isEqualTo(5);
  }

  @Test
  void nesterovIsWhatDiLoCoSays() {
    float[] memory = {1, 0, 2, 7};

    // b = 0.9 b + d: 1.4, -1, 1.8; x - 0.7 (d + 0.9 b): d + 0.9 b = 1.76, -1.9, 1.62
    float[] x = step(OuterOptimizer.nesterov(0.7, 0.9), memory, 1, 1, 1);

    assertThat(memory).containsExactly(new float[] {1.4f, -1, 1.8f, 7}, within(1e-6f));
    assertThat(x).containsExactly(new float[] {-0.232f, -0.67f, 2.866f, 0.25f}, within(1e-6f));
  }

  @Test
  void withoutMomentumAndWithRateOneBothAreTheAverageBitForBit() {
    float[] before = {1e30f, 1, -1e-30f, 2};
    float[] averaged = {-0f, 1 / 3f, Float.MIN_VALUE, 0.1f};
    for (OuterOptimizer outer :
        List.of(OuterOptimizer.slowMomentum(1, 0), OuterOptimizer.nesterov(1, 0))) {
      float[] result = averaged.clone();
      float[] memory = {5, -5, 0, 0};

      outer.step(LAYOUT, before, result, memory, new double[] {0.1, 0.1, 0});

      for (int i = 0; i < result.length; i++) {
        assertThat(Float.floatToRawIntBits(result[i]))
            .isEqualTo(Float.floatToRawIntBits(averaged[i]));
      }
    }
  }

  @Test
  void anAverageRemembersNothing() {
    assertThat(OuterOptimizer.average().start(LAYOUT)).isEmpty();
    assertThat(OuterOptimizer.nesterov(0.7, 0.9).start(LAYOUT)).hasSize(4).containsOnly(0);
  }

  @Test
  void refusesMomentumThatNeverFades() {
    assertThatThrownBy(() -> OuterOptimizer.nesterov(0.7, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("momentum in [0, 1), got 0.7 and 1.0");
  }
}
