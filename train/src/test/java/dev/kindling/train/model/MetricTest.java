package dev.kindling.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricTest {
  private static final float[] LOGITS = {
    3, 2, 1, //
    1, 2, 3, //
    2, 3, 1
  };

  @Test
  void accuracyCountsHighestLogits() {
    assertThat(Metric.accuracy().of(LOGITS, new int[] {0, 1, 1})).isEqualTo(new MetricSum(2, 3));
  }

  @Test
  void topKCountsTargetsAmongTheHighest() {
    assertThat(Metric.topK(2).of(LOGITS, new int[] {2, 1, 1})).isEqualTo(new MetricSum(2, 3));
    assertThat(Metric.topK(3).of(LOGITS, new int[] {2, 1, 1}).mean()).isEqualTo(1);
  }

  @Test
  void firstOfEqualLogitsIsTheHighest() {
    float[] even = {1, 1};

    assertThat(Metric.accuracy().of(even, new int[] {0}).mean()).isEqualTo(1);
    assertThat(Metric.accuracy().of(even, new int[] {1}).mean()).isEqualTo(0);
  }

  @Test
  void logitsThatAreNoNumbersAreWrong() {
    float[] broken = {Float.NaN, Float.NaN};

    assertThat(Metric.accuracy().of(broken, new int[] {0}).mean()).isEqualTo(0);
  }

  @Test
  void unequalBatchesGiveTheMeanOverItems() {
    MetricSum three = Metric.accuracy().of(LOGITS, new int[] {0, 2, 1});
    MetricSum one = Metric.accuracy().of(new float[] {1, 0, 0}, new int[] {1});

    assertThat(three.plus(one).mean()).isCloseTo(0.75, within(1e-12));
  }

  @Test
  void meanOfNothingIsNotANumber() {
    assertThat(MetricSum.NONE.mean()).isNaN();
  }
}
