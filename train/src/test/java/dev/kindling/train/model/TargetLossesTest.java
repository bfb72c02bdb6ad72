package dev.kindling.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.batch.TargetCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Losses, metrics and codes of several labels and of numbers. */
class TargetLossesTest {
  @Test
  void binaryCrossEntropyByHand() {
    // Sigmoids of 0 and log 3 are 1/2 and 3/4.
    Loss.Value value =
        new BinaryCrossEntropy(2)
            .of(new float[] {0, (float) Math.log(3)}, TargetCode.ofLabels(List.of(0), 2));

    assertThat(value.mean()).isCloseTo((Math.log(2) + Math.log(4)) / 2, within(1e-7));
    assertThat(value.gradient()[0]).isCloseTo(-0.25f, within(1e-7f));
    assertThat(value.gradient()[1]).isCloseTo(0.375f, within(1e-7f));
  }

  @Test
  void binaryCrossEntropyOfExtremeLogitsIsFinite() {
    Loss.Value value =
        new BinaryCrossEntropy(2)
            .of(new float[] {1e30f, 1e30f}, TargetCode.ofLabels(List.of(0), 2));

    assertThat(value.perItem()[0]).isEqualTo(1e30f / 2.0);
    assertThat(value.gradient()).containsExactly(0, 0.5f);
  }

  @Test
  void gradientsAreTheSlopesOfTheMeans() {
    SplittableRandom random = new SplittableRandom(7);
    List<Integer> targets = new ArrayList<>();
    for (List<Integer> labels : List.of(List.of(0, 33), List.<Integer>of(), List.of(31, 32))) {
      for (int word : TargetCode.ofLabels(labels, 34)) {
        targets.add(word);
      }
    }
    checkGradient(new BinaryCrossEntropy(34), 34 * 3, ints(targets), random);
    checkGradient(
        new MeanSquaredError(5, 3),
        4,
        new int[] {TargetCode.ofNumber(1), TargetCode.ofNumber(5), TargetCode.ofNumber(7.5), 0},
        random);
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void checkGradient(
      Loss loss, int outputs, int[] targets, SplittableRandom random) {
    float[] logits = new float[outputs];
    for (int i = 0; i < outputs; i++) {
      logits[i] = (float) (4 * random.nextDouble() - 2);
    }
    float[] gradient = loss.of(logits, targets).gradient();
    for (int i = 0; i < outputs; i++) {
      float step = 1 / 256f;
      float[] more = logits.clone();
      float[] less = logits.clone();
      more[i] += step;
      less[i] -= step;
      double slope =
          (loss.of(more, targets).mean() - loss.of(less, targets).mean()) / (more[i] - less[i]);
      assertThat((double) gradient[i]).as(loss.name() + " " + i).isCloseTo(slope, within(1e-5));
    }
  }

  @Test
  void meanSquaredErrorByHand() {
    // 16 is 3 deviations of 2 above the mean of 10.
    Loss.Value value =
        new MeanSquaredError(10, 2).of(new float[] {1}, new int[] {TargetCode.ofNumber(16)});

    assertThat(value.perItem()).containsExactly(4);
    assertThat(value.gradient()).containsExactly(-4);
  }

  @Test
  void fBetaCountsRecallMore() {
    // Of three labels, one is told right, one wrong, one missed; and as much again in another part.
    float[] logits = {1, 1, -1};
    int[] targets = TargetCode.ofLabels(List.of(0, 2), 3);
    MetricSum twice =
        Metric.fBeta(2, 3, 0.5)
            .of(logits, targets)
            .plus(Metric.fBeta(2, 3, 0.5).of(logits, targets));

    assertThat(Metric.fBeta(1, 3, 0.5).of(logits, targets).mean()).isEqualTo(0.5);
    assertThat(twice.mean()).as("5 / (5 + 4 + 1)").isEqualTo(0.5);
    assertThat(Metric.fBeta(2, 3, 0.8).of(logits, targets)).isEqualTo(new MetricSum(0, 8));
    assertThat(Metric.accuracyMulti(3, 0.5).of(logits, targets).mean()).isEqualTo(1 / 3.0);
  }

  @Test
  void refusesTargetsOfAnotherShape() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BinaryCrossEntropy(33).of(new float[33], new int[1]))
        .withMessageContaining("2 targets a row");
  }

  @Test
  void readsLabelsByTheVocabAndSaysThemAgain() {
    LabelsTarget target = new LabelsTarget(";", 0.5);
    List<String> vocab = List.of("a", "b c", "d");
    Map<String, Integer> index = Map.of("a", 0, "b c", 1, "d", 2);

    assertThat(target.coded("a;d", index)).containsExactly(0b101);
    assertThat(target.coded("", index)).containsExactly(0);
    assertThat(target.shown(new int[] {0b110}, 0, vocab)).isEqualTo("b c;d");
    assertThatThrownBy(() -> target.coded("a;x", index))
        .isInstanceOf(DataContractException.class)
        .hasMessageContaining("\"x\"");
    assertThat(target.told(new double[] {0.9, 0.5, 0.2}, vocab))
        .isEqualTo(new TargetSpec.Told("a;b c", 0.9 * 0.5 * 0.8));
    assertThat(target.values(target.logits(new double[] {0.25, 0.5, 0.75}), 0, vocab))
        .containsExactly(new double[] {0.25, 0.5, 0.75}, within(1e-7));
  }

  @Test
  void readsNumbersAndSaysThemInTheirOwnUnit() {
    NumberTarget target = new NumberTarget(100, 10);

    assertThat(target.values(new float[] {0, -1.5f}, 1, List.of())).containsExactly(85);
    assertThat(target.logits(new double[] {85})).containsExactly(-1.5f);
    assertThat(target.shown(target.coded("0.5", Map.of()), 0, List.of())).isEqualTo("0.5");
    assertThat(target.told(new double[] {85}, List.of()).label()).isEqualTo("85.0");
  }
}
