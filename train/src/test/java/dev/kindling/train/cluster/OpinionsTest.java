package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.Scoring;
import dev.kindling.train.model.TargetSpec;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OpinionsTest {
  private static final Scoring SCORING = Scoring.of(TargetSpec.category(), List.of("x", "y"), 0, 2);

  /** Item a is of category 0, b of category 1. */
  private static Opinions opinions(int member, double[] ofA, double[] ofB) {
    TreeMap<String, Opinions.Opinion> byKey = new TreeMap<>();
    byKey.put("a", new Opinions.Opinion(new int[] {0}, ofA));
    byKey.put("b", new Opinions.Opinion(new int[] {1}, ofB));
    return new Opinions(member, byKey);
  }

  private final Opinions first = opinions(0, new double[] {.9, .1}, new double[] {.6, .4});
  private final Opinions second = opinions(1, new double[] {.3, .7}, new double[] {.2, .8});

  @Test
  void theMeanOfTwoCanBeRightWhereEachIsWrongOnce() {
    Evaluation together = Opinions.mean(List.of(first, second)).judged(SCORING);

    assertThat(first.judged(SCORING).metric("accuracy")).isEqualTo(0.5);
    assertThat(second.judged(SCORING).metric("accuracy")).isEqualTo(0.5);
    assertThat(together.metric("accuracy")).isEqualTo(1);
    assertThat(together.metric("loss")).isCloseTo(-Math.log(.6), within(1e-6)); // of both items
  }

  @Test
  void aProbabilityOfZeroHasALargeFiniteLoss() {
    Opinions sure = opinions(0, new double[] {0, 1}, new double[] {0, 1});

    assertThat(sure.judged(SCORING).metric("loss")).isBetween(40.0, 50.0);
  }

  @Test
  void aWorkerWithoutItemsHasNothingToJudge() {
    assertThat(new Opinions(0, new TreeMap<>()).judged(SCORING).examples()).isZero();
  }
}
