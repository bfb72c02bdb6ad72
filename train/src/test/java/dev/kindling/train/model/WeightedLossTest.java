package dev.kindling.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedLossTest {
  private static final float[] LOGITS = {0, 0, 0, 0};
  private static final Loss LOSS = new WeightedLoss(Loss.crossEntropy(), List.of(0.5, 2.0));

  @Test
  void anItemCountsByTheWeightOfItsTarget() {
    Loss.Value value = LOSS.of(LOGITS, new int[] {0, 1});

    assertThat(value.perItem())
        .containsExactly(new double[] {0.5 * Math.log(2), 2 * Math.log(2)}, within(1e-12));
    // Halves of (p - target) over two items, times .5 and 2.
    assertThat(value.gradient()).containsExactly(-0.125f, 0.125f, 0.5f, -0.5f);
  }

  @Test
  void gradientIsTheSlopeOfTheMean() {
    float[] logits = {0.3f, -0.7f, 1.1f, 0.2f};
    int[] targets = {1, 0};
    float[] gradient = LOSS.of(logits, targets).gradient();

    for (int i = 0; i < logits.length; i++) {
      float[] more = logits.clone();
      float[] less = logits.clone();
      more[i] += 1e-2f;
      less[i] -= 1e-2f;
      double slope =
          (LOSS.of(more, targets).mean() - LOSS.of(less, targets).mean()) / (more[i] - less[i]);
      assertThat((double) gradient[i]).isCloseTo(slope, within(1e-4));
    }
  }

  @Test
  void refusesWeightsThatDoNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LOSS.of(new float[3], new int[] {0}))
        .withMessage("A loss with weights for 2 categories got logits of 3");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new WeightedLoss(Loss.crossEntropy(), List.of(-1.0)))
        .withMessage("A category's weight must be 0 or more, got -1.0");
  }
}
