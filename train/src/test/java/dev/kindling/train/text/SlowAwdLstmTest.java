package dev.kindling.train.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.batch.TokenBatch;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlowAwdLstmTest {
  /** Two words of one feature, one LSTM of one unit. */
  private static final AwdLstm TINY =
      AwdLstm.of(2, 1, 1, 1).dropouts(Dropouts.NONE).penalties(2, 3);

  /** Embedding; W, RW and b by gate g, f, o, i; decoder's bias. */
  private static final double[] PARAMETERS = {
    0.5, -1, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1, 1.2, 0.25, -0.25
  };

  @Test
  void takesOneStepAsComputedByHand() {
    // Token 1 embeds to x = -1; from h = 0.5 and c = 0.25 the gates see
    // g: -0.1 + 0.25 + 0.9 = 1.05, f: -0.2 + 0.3 + 1 = 1.1,
    // o: -0.3 + 0.35 + 1.1 = 1.15, i: -0.4 + 0.4 + 1.2 = 1.2.
    double c = sigmoid(1.1) * 0.25 + sigmoid(1.2) * Math.tanh(1.05);
    double h = sigmoid(1.15) * Math.tanh(c);

    SlowAwdLstm.Pass pass = run(new double[] {0.5, 0.25}, new int[] {1}, new int[] {0});

    assertThat(pass.state()).containsExactly(new double[] {h, c}, within(1e-12));
    assertThat(pass.logits())
        .containsExactly(new double[] {0.25 + 0.5 * h, -0.25 - h}, within(1e-12));
    assertThat(pass.lossSum()).isCloseTo(Math.log1p(Math.exp(-0.5 - 1.5 * h)), within(1e-12));
    assertThat(pass.correct()).isEqualTo(1);
    assertThat(pass.activationPenalty()).isCloseTo(2 * h * h, within(1e-12));
    assertThat(pass.temporalPenalty()).isZero();
  }

  @Test
  void penalisesTheChangeFromStepToStep() {
    double first = run(new double[0], new int[] {1}, new int[] {0}).state()[0];
    SlowAwdLstm.Pass both = run(new double[0], new int[] {1, 0}, new int[] {0, 0});
    double second = both.state()[0];

    assertThat(both.temporalPenalty()).isCloseTo(3 * Math.pow(second - first, 2), within(1e-12));
    assertThat(both.activationPenalty())
        .isCloseTo(2 * (first * first + second * second) / 2, within(1e-12));
  }

  @Test
  void givesTheSameWindowByWindow() {
    SlowAwdLstm.Pass whole = run(new double[0], new int[] {1, 0, 0, 1}, new int[] {0, 0, 1, 1});
    SlowAwdLstm.Pass left = run(new double[0], new int[] {1, 0, 0}, new int[] {0, 0, 1});
    SlowAwdLstm.Pass right = run(left.state(), new int[] {1}, new int[] {1});

    assertThat(right.state()).isEqualTo(whole.state());
    assertThat(left.lossSum() + right.lossSum()).isCloseTo(whole.lossSum(), within(1e-12));
  }

  @Test
  void slopesAreThoseOfTheDecodersBias() {
    SlowAwdLstm slow = new SlowAwdLstm(TINY, PARAMETERS.clone());
    TokenBatch window = TokenBatch.window(new int[] {1}, new int[] {0}, List.of("a"));
    DropoutMasks masks = new DropoutMasks(Dropouts.NONE, new dev.kindling.datablock.Seed(1));
    double[] logits = slow.run(window, Optional.empty(), new double[0]).logits();
    double share = 1 / (1 + Math.exp(logits[0] - logits[1]));

    double[] slopes = slow.slopes(window, masks, new double[0]);

    assertThat(Arrays.copyOfRange(slopes, 14, 16))
        .containsExactly(new double[] {-share, share}, within(1e-9));
  }

  private static SlowAwdLstm.Pass run(double[] state, int[] tokens, int[] next) {
    return new SlowAwdLstm(TINY, PARAMETERS.clone())
        .run(TokenBatch.window(tokens, next, List.of("a")), Optional.empty(), state);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
