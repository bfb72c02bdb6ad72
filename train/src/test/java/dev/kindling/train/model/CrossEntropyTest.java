package dev.kindling.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.batch.Shape;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrossEntropyTest {
  @Test
  void evenLogitsCostTheLogOfTheClasses() {
    Loss.Value value = Loss.crossEntropy().of(new float[] {0, 0, 0, 0}, new int[] {2});

    assertThat(value.mean()).isCloseTo(Math.log(4), within(1e-12));
    assertThat(value.gradient()).containsExactly(0.25f, 0.25f, -0.75f, 0.25f);
  }

  @Test
  void smoothingSharesEpsilonOverAllClasses() {
    // p = (1/4, 3/4): -log p = (1.3862944, 0.2876821)
    float[] logits = {0, (float) Math.log(3)};

    Loss.Value value = Loss.crossEntropy().smoothed(0.1).of(logits, new int[] {1});

    double expected = 0.1 * (Math.log(4) + Math.log(4.0 / 3)) / 2 + 0.9 * Math.log(4.0 / 3);
    assertThat(value.mean()).isCloseTo(expected, within(1e-7));
    // p - (.05, .95)
    assertThat(value.gradient()).containsExactly(new float[] {0.2f, -0.2f}, within(1e-6f));
  }

  @Test
  void hugeLogitsDoNotOverflow() {
    Loss.Value value = Loss.crossEntropy().of(new float[] {1e30f, -1e30f}, new int[] {0});

    assertThat(value.perItem()).containsExactly(0.0);
    assertThat(value.gradient()).containsExactly(0, 0);
  }

  @Test
  void gradientIsTheSlopeOfTheMean() {
    SplittableRandom random = new SplittableRandom(5);
    float[] logits = new float[3 * 4];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (float) (4 * random.nextDouble() - 2);
    }
    int[] targets = {3, 0, 2};
    Loss loss = Loss.crossEntropy().smoothed(0.1);
    float[] gradient = loss.of(logits, targets).gradient();

    for (int i = 0; i < logits.length; i++) {
      assertThat((double) gradient[i]).isCloseTo(slope(loss, logits, targets, i), within(1e-5));
    }
  }

  @Test
  void mixedImagesCountBothTargetsByTheirOwnShares() {
    // Soft labels by hand: item 0 is 3/4 class 0 and 1/4 class 2, item 1 all its own.
    float[] logits = {1, 0, -1, 0.5f, 2, 0};
    PixelBatch mixed =
        PixelBatch.of(
                new float[2],
                new Shape(2, 1, 1, 1),
                Layout.NCHW,
                new int[] {0, 1},
                List.of("a", "b"))
            .mixed(new float[2], new int[] {2, 0}, new float[] {0.75f, 1});

    Loss.Value value = Loss.crossEntropy().of(logits, mixed);

    double logSum = Math.log(Math.E + 1 + 1 / Math.E);
    double secondLogSum = Math.log(Math.exp(0.5) + Math.exp(2) + 1);
    assertThat(value.perItem()[0]).isCloseTo(logSum - 0.75 * 1 - 0.25 * -1, within(1e-9));
    assertThat(value.perItem()[1]).isCloseTo(secondLogSum - 2, within(1e-9));
    assertThat((double) value.gradient()[0])
        .isCloseTo((Math.exp(1 - logSum) - 0.75) / 2, within(1e-7));
    assertThat((double) value.gradient()[1]).isCloseTo(Math.exp(-logSum) / 2, within(1e-7));
    assertThat((double) value.gradient()[2])
        .isCloseTo((Math.exp(-1 - logSum) - 0.25) / 2, within(1e-7));
  }

  private static double slope(Loss loss, float[] logits, int[] targets, int i) {
    float step = 0x1p-7f;
    float[] up = logits.clone();
    float[] down = logits.clone();
    up[i] += step;
    down[i] -= step;
    return (loss.of(up, targets).mean() - loss.of(down, targets).mean()) / (up[i] - down[i]);
  }

  @Test
  void aTargetWithoutLabelIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Loss.crossEntropy().of(new float[4], new int[] {1, -1}))
        .withMessageContaining("Target of item 1 must be in [0, 2), got -1");
  }

  @Test
  void smoothingOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Loss.crossEntropy().smoothed(1))
        .withMessage("Label smoothing must be in [0, 1), got 1.0");
  }
}
