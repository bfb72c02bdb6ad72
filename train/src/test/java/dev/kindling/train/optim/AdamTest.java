package dev.kindling.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.engine.ParameterLayout;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AdamTest {
  private static final Offset<Float> NEAR = within(1e-6f);

  @Test
  void firstStepIsTheRateWhateverTheGradientsSize() {
    float[] p =
        Vectors.run(
            Optimizer.adam().epsilon(1e-12),
            new float[] {1, 1},
            new float[][] {{1000, -0.001f}},
            Hypers.of(0.01, 0.9));

    assertThat(p).containsExactly(new float[] {0.99f, 1.01f}, NEAR);
  }

  @Test
  void threeStepsByHand() {
    float[] p =
        Vectors.run(
            Optimizer.adam().epsilon(0.1),
            new float[] {1},
            new float[][] {{1}, {3}, {-2}},
            Hypers.of(0.1, 0.5));

    // averages .5, 1.75, -.125 over 1 - .5^t: 1, 2.3333333, -.14285714
    // squares .01, .0999, .138901 over 1 - .99^t: 1, 5.02010050, 4.67668428
    double step1 = 1.0 / (Math.sqrt(1) + 0.1);
    double step2 = (1.75 / 0.75) / (Math.sqrt(0.0999 / 0.0199) + 0.1);
    double step3 = (-0.125 / 0.875) / (Math.sqrt(0.138901 / 0.029701) + 0.1);
    assertThat(p).containsExactly(new float[] {(float) (1 - 0.1 * (step1 + step2 + step3))}, NEAR);
  }

  @Test
  void averagesAreDebiasedByTheMomentumOfTheStep() {
    float[] p =
        Vectors.run(
            Optimizer.adam().epsilon(1e-12),
            new float[] {0},
            new float[][] {{2}, {2}},
            Hypers.of(0.1, 0.9),
            Hypers.of(0.1, 0.5));

    // averages .2, 1.1; debiased by 1 - .9 and 1 - .5^2: 2 and 1.46666667; roots 2 and 2
    assertThat(p).containsExactly(new float[] {(float) (-0.1 - 0.1 * (1.1 / 0.75) / 2)}, NEAR);
  }

  @Test
  void epsilonIsAddedToTheDebiasedRoot() {
    float[] p =
        Vectors.run(
            Optimizer.adam().epsilon(1), new float[] {0}, new float[][] {{1}}, Hypers.of(1, 0.9));

    assertThat(p).containsExactly(new float[] {-0.5f}, NEAR);
  }

  @Test
  void decayComesAfterTheStepAndDoesNotEnterTheAverages() {
    float[] p =
        Vectors.run(
            Optimizer.adam().epsilon(1e-12).weightDecay(0.5),
            new float[] {2},
            new float[][] {{1}},
            Hypers.of(0.1, 0.9));

    // (2 - .1) * (1 - .1 * .5)
    assertThat(p).containsExactly(new float[] {1.805f}, NEAR);
  }

  @Test
  void manyStepsOverSeveralBlocksFollowADoublePrecisionReference() {
    int length = 2 * Block.SIZE + 7;
    ParameterLayout layout = Vectors.weights(length);
    SplittableRandom random = new SplittableRandom(3);
    Adam adam = Optimizer.adam().epsilon(1e-6).weightDecay(0.01);
    OptimizerState state = adam.start(layout);
    FloatBuffer parameters = Vectors.buffer(new float[length]);
    double[] p = new double[length];
    double[] average = new double[length];
    double[] square = new double[length];
    for (int step = 1; step <= 20; step++) {
      double rate = 0.001 * step;
      double momentum = 0.95 - 0.005 * step;
      float[] gradient = new float[length];
      for (int i = 0; i < length; i++) {
        double g = gradient[i] = (float) (random.nextDouble() - 0.3);
        average[i] = momentum * average[i] + (1 - momentum) * g;
        square[i] = 0.99 * square[i] + 0.01 * g * g;
        double direction = average[i] / (1 - Math.pow(momentum, step));
        double root = Math.sqrt(square[i] / (1 - Math.pow(0.99, step)));
        p[i] -= rate * direction / (root + 1e-6);
        p[i] *= 1 - rate * 0.01;
      }
      adam.step(layout, parameters, Vectors.buffer(gradient), state, Hypers.of(rate, momentum));
    }

    assertThat(state.steps()).isEqualTo(20);
    float[] expected = new float[length];
    for (int i = 0; i < length; i++) {
      expected[i] = (float) p[i];
    }
    assertThat(Vectors.values(parameters)).containsExactly(expected, within(2e-6f));
  }
}
