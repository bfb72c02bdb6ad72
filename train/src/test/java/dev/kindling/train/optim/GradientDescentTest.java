package dev.kindling.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class GradientDescentTest {
  private static final Offset<Float> NEAR = within(1e-6f);
  private static final float[][] THREE = {{1, -2}, {0.5f, 0}, {-1, 4}};

  @Test
  void sgdSubtractsRateTimesGradient() {
    float[] p = Vectors.run(Optimizer.sgd(), new float[] {1, 2}, THREE, Hypers.of(0.1, 0.9));

    // 1 - .1 * (1 + .5 - 1); 2 - .1 * (-2 + 0 + 4)
    assertThat(p).containsExactly(new float[] {0.95f, 1.8f}, NEAR);
  }

  @Test
  void momentumFollowsARunningSumWithoutDamping() {
    float[] p = Vectors.run(Optimizer.momentum(), new float[] {1, 2}, THREE, Hypers.of(0.1, 0.9));

    // sums: 1, 1.4, .26 and -2, -1.8, 2.38
    assertThat(p).containsExactly(new float[] {0.734f, 2.142f}, NEAR);
  }

  @Test
  void momentumThatChangesActsFromTheStepItIsGivenFor() {
    float[] p =
        Vectors.run(
            Optimizer.momentum(),
            new float[] {0},
            new float[][] {{1}, {1}, {1}},
            Hypers.of(0.1, 0.9),
            Hypers.of(0.1, 0.5),
            Hypers.of(0.2, 0));

    // sums 1, 1.5, 1 with rates .1, .1, .2
    assertThat(p).containsExactly(new float[] {-0.45f}, NEAR);
  }

  @Test
  void weightDecayShrinksBeforeThePlainStep() {
    float[] p =
        Vectors.run(
            Optimizer.sgd().weightDecay(0.5),
            new float[] {2},
            new float[][] {{1}},
            Hypers.of(0.1, 0));

    // 2 * (1 - .05) - .1
    assertThat(p).containsExactly(new float[] {1.8f}, NEAR);
  }

  @Test
  void weightDecayShrinksAfterTheMomentumStep() {
    float[] p =
        Vectors.run(
            Optimizer.momentum().weightDecay(0.5),
            new float[] {2},
            new float[][] {{1}},
            Hypers.of(0.1, 0.9));

    // (2 - .1) * (1 - .05)
    assertThat(p).containsExactly(new float[] {1.805f}, NEAR);
  }

  @Test
  void weightDecayAndL2AreTheSameForPlainSgd() {
    float[] start = {1, 2};
    Hypers hypers = Hypers.of(0.1, 0.9);

    float[] decayed = Vectors.run(Optimizer.sgd().weightDecay(0.3), start, THREE, hypers);
    float[] penalised = Vectors.run(Optimizer.sgd().l2(0.3), start, THREE, hypers);

    assertThat(decayed).containsExactly(penalised, NEAR);
  }

  @Test
  void weightDecayAndL2DifferWithMomentum() {
    float[] start = {1};
    float[][] still = {{0}, {0}};
    Hypers hypers = Hypers.of(0.1, 0.9);

    float[] decayed = Vectors.run(Optimizer.momentum().weightDecay(0.5), start, still, hypers);
    float[] penalised = Vectors.run(Optimizer.momentum().l2(0.5), start, still, hypers);

    // .95 * .95; sums .5, .9 * .5 + .5 * .95 = .925, so 1 - .05 - .0925
    assertThat(decayed).containsExactly(new float[] {0.9025f}, NEAR);
    assertThat(penalised).containsExactly(new float[] {0.8575f}, NEAR);
  }
}
