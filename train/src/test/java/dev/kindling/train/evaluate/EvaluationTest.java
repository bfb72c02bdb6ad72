package dev.kindling.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.batch.TargetCode;
import dev.kindling.train.model.LabelsTarget;
import dev.kindling.train.model.NumberTarget;
import dev.kindling.train.model.Probabilities;
import dev.kindling.train.model.TargetSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Scoring SCORING = Scoring.of(TargetSpec.category(), List.of("x", "y"), 0, 2);
  // Item a is right, b wrong, c undecided (the lower index wins), d wrong by as much as b.
  private static final Evaluation EVALUATION =
      judge(List.of("a", "d", "c", "b"), new int[] {0, 1, 1, 1}, 2, 0, 3, 0, 1, 1, 3, 0);

  private static Evaluation judge(List<String> keys, int[] targets, float... logits) {
    return SCORING.judge(keys, targets, logits);
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

  @Test
  void countsEachOfSeveralLabels() {
    Scoring scoring = Scoring.of(new LabelsTarget(";", 0.5), List.of("x", "y"), 0, 2);
    // Item a has x and is told x and y; item b has both and is told y.
    Evaluation found =
        scoring
            .judge(List.of("a"), TargetCode.ofLabels(List.of(0), 2), new float[] {2, 1})
            .plus(
                scoring.judge(
                    List.of("b"), TargetCode.ofLabels(List.of(0, 1), 2), new float[] {-1, 3}));

    assertThat(found.labels()).containsExactly(new LabelScore(1, 0, 1), new LabelScore(1, 1, 0));
    assertThat(found.labels().get(0).recall()).isEqualTo(0.5);
    assertThat(found.labels().get(1).precision()).isEqualTo(0.5);
    assertThat(found.metric("f1")).as("2 * 2 / (2 * 2 + 1 + 1)").isEqualTo(4 / 6.0);
    assertThat(found.metric("accuracy-multi")).isEqualTo(0.5);
    assertThat(found.confusion().classes()).isZero();
    assertThat(found.topLosses())
        .extracting(ItemResult::key, ItemResult::target, ItemResult::prediction)
        .containsExactly(tuple("a", "x", "x;y"), tuple("b", "x;y", "y"));
    assertThat(found.examples()).isEqualTo(2);
  }

  @Test
  void tellsNumbersInTheirOwnUnit() {
    Scoring scoring = Scoring.of(new NumberTarget(10, 2), List.of(), 0, 1);
    int[] wanted = {TargetCode.ofNumber(9), TargetCode.ofNumber(14)};

    Evaluation found = scoring.judge(List.of("a", "b"), wanted, new float[] {0, 1.5f});

    assertThat(found.numbers())
        .containsExactlyInAnyOrder(new NumberPair("a", 9, 10), new NumberPair("b", 14, 13));
    assertThat(found.metric("mean-absolute-error")).isEqualTo(1);
    assertThat(found.metric("mean-squared-error")).isEqualTo(1);
    assertThat(found.metric("loss")).as("half a deviation each").isEqualTo(0.25);
    assertThat(found.topLosses().get(0).prediction()).isEqualTo("10.0");
  }
}
