package dev.kindling.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Scoring SCORING =
      new Scoring(Loss.crossEntropy(), List.of(Metric.accuracy()), 2);
  // Item a is right, b wrong, c undecided (the lower index wins), d wrong by as much as b.
  private static final Evaluation EVALUATION =
      judge(List.of("a", "d", "c", "b"), new int[] {0, 1, 1, 1}, 2, 0, 3, 0, 1, 1, 3, 0);

  private static Evaluation judge(List<String> keys, int[] targets, float... logits) {
    return SCORING.judge(keys, targets, logits, 2);
  }

  @Test
  void countsWhatWasTakenForWhat() {
    assertThat(EVALUATION.confusion().counts())
        .isEqualTo(List.of(List.of(1L, 0L), List.of(3L, 0L)));
    assertThat(EVALUATION.confusion().precision(0)).isEqualTo(0.25);
    assertThat(EVALUATION.confusion().recall(0)).isEqualTo(1);
    assertThat(EVALUATION.confusion().precision(1)).isNaN();
    assertThat(EVALUATION.confusion().recall(1)).isZero();
  }

  @Test
  void keepsTheWorstFirstAndEqualsByKey() {
    assertThat(EVALUATION.topLosses()).extracting(ItemResult::key).containsExactly("b", "d");
    assertThat(EVALUATION.topLosses().get(0).loss())
        .isEqualTo(Math.log(1 + Math.exp(3)), within(1e-6));
    assertThat(EVALUATION.topLosses().get(0).probability())
        .isEqualTo(1 / (1 + Math.exp(-3)), within(1e-6));
  }

  @Test
  void partsAddUpToTheWhole() {
    Evaluation parts =
        judge(List.of("a", "d"), new int[] {0, 1}, 2, 0, 3, 0)
            .plus(judge(List.of("c", "b"), new int[] {1, 1}, 1, 1, 3, 0));

    assertThat(parts.confusion()).isEqualTo(EVALUATION.confusion());
    assertThat(parts.topLosses()).isEqualTo(EVALUATION.topLosses());
    assertThat(parts.examples()).isEqualTo(4);
    assertThat(parts.metric("loss")).isEqualTo(EVALUATION.metric("loss"), within(1e-12));
  }

  @Test
  void probabilitiesOfLargeLogitsAreFinite() {
    assertThat(Probabilities.of(new float[] {9, 1000, 0}, 0, 3)).containsExactly(0, 1, 0);
  }
}
