package dev.kindling.train.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.text.AwdLstm;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class OutputPenaltiesTest {
  /** Two rows, one feature, three steps; the second row is dropped, the first doubled. */
  private static final INDArray RAW =
      Nd4j.createFromArray(new double[][][] {{{1, 3, 2}}, {{0, -1, 1}}});

  private static final INDArray MASK = Nd4j.createFromArray(new double[][][] {{{2}}, {{0}}});
  private static final INDArray DROPPED = RAW.mul(MASK);

  @Test
  void activationIsAlphaTimesTheMeanSquareOfDroppedOutputs() {
    OutputPenalties penalties = penalties(2, 0);

    // Dropped: 2, 6, 4, 0, 0, 0.
    assertThat(penalties.activation()).isCloseTo(2 * 56 / 6.0, within(1e-12));
    assertThat(penalties.temporal()).isZero();
    // 2 * alpha / 6 * dropped * mask.
    assertThat(penalties.gradient().dup('c').data().asDouble())
        .containsExactly(new double[] {8 / 3.0, 8, 16 / 3.0, 0, 0, 0}, within(1e-12));
  }

  @Test
  void temporalIsBetaTimesTheMeanSquareOfTheRawOutputsChange() {
    OutputPenalties penalties = penalties(0, 3);

    // Changes: 2, -1; -1, 2.
    assertThat(penalties.temporal()).isCloseTo(3 * 10 / 4.0, within(1e-12));
    assertThat(penalties.activation()).isZero();
    // 2 * beta / 4 = 1.5 times: -2, 2 + 1, -1; 1, -1 - 2, 2.
    assertThat(penalties.gradient().dup('c').data().asDouble())
        .containsExactly(new double[] {-3, 4.5, -1.5, 1.5, -4.5, 3}, within(1e-12));
  }

  @Test
  void aSingleStepDoesNotChange() {
    INDArray step = Nd4j.createFromArray(new double[][][] {{{1}}, {{2}}});

    OutputPenalties penalties =
        OutputPenalties.of(AwdLstm.of(9, 1, 1, 1).penalties(0, 3), step, step, step);

    assertThat(penalties.temporal()).isZero();
    assertThat(penalties.gradient().sumNumber().doubleValue()).isZero();
  }

  private static OutputPenalties penalties(double alpha, double beta) {
    return OutputPenalties.of(AwdLstm.of(9, 1, 1, 1).penalties(alpha, beta), RAW, DROPPED, MASK);
  }
}
