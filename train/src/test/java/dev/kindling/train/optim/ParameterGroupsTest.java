package dev.kindling.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParameterGroupsTest {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              Vectors.span("conv", Kind.WEIGHT, 0, 2),
              Vectors.span("norm", Kind.SCALE, 2, 1),
              Vectors.span("norm", Kind.RUNNING_MEAN, 3, 1),
              Vectors.span("norm", Kind.RUNNING_VARIANCE, 4, 1),
              Vectors.span("fc", Kind.WEIGHT, 5, 2),
              Vectors.span("fc", Kind.BIAS, 7, 1)));
  private static final float[] START = {1, 2, -0.0f, 4, 5, 6, 7, 8};
  private static final float[] GRADIENT = {1, 1, 1, 0.5f, -0.25f, 1, 1, 1};

  @Test
  void everyLearnedSpanIsInOneGroupAndRunningStatisticsInNone() {
    assertThat(ParameterGroups.one().partition(LAYOUT)).containsExactly(0, 0, -1, -1, 0, 0);
    assertThat(ParameterGroups.startingAt(List.of("fc")).partition(LAYOUT))
        .containsExactly(0, 0, -1, -1, 1, 1);
    assertThat(ParameterGroups.normsAndHead("fc").partition(LAYOUT))
        .containsExactly(0, 1, -1, -1, 1, 1);
  }

  @Test
  void anUnknownLayerIsRefusedWithTheLayersThereAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterGroups.startingAt(List.of("head")).partition(LAYOUT))
        .withMessageContaining("'head' is not a layer that follows; layers: [conv, norm, fc]");
  }

  @Test
  void groupsOfLayersTakeThemWhereverTheyLie() {
    ParameterGroups groups =
        ParameterGroups.ofLayers(List.of(List.of("norm"), List.of("fc", "conv")));

    assertThat(groups.partition(LAYOUT)).containsExactly(1, 0, -1, -1, 1, 1);
  }

  @Test
  void groupsOfLayersMustKnowEveryLayerAndNoOther() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ParameterGroups.ofLayers(List.of(List.of("conv", "norm"))).partition(LAYOUT))
        .withMessageContaining("fc/")
        .withMessageContaining("got -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterGroups.ofLayers(List.of(List.of("head"))).partition(LAYOUT))
        .withMessageContaining("'head'; layers: [conv, norm, fc]");
  }

  @Test
  void anEmptyGroupIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ParameterGroups.startingAt(List.of("conv")).partition(LAYOUT))
        .withMessage("Parameter group 0 of 2 is empty: no learned parameter is in it");
  }

  @Test
  void aGroupWithRateZeroStaysBitForBitWhileOthersLearn() {
    Optimizer adam =
        Optimizer.adam().weightDecay(0.1).groups(ParameterGroups.startingAt(List.of("fc")));
    Hypers frozenBody = new Hypers(List.of(new Hypers.Hyper(0, 0.9), new Hypers.Hyper(0.1, 0.9)));

    float[] after = step(adam, frozenBody);

    assertThat(bits(after, 0, 3)).isEqualTo(bits(START, 0, 3));
    assertThat(after[5]).isNotEqualTo(6f);
    assertThat(after[7]).isNotEqualTo(8f);
  }

  @Test
  void runningStatisticsMoveByTheirGradientWhateverRateAndDecay() {
    float[] after = step(Optimizer.adam().weightDecay(0.1).l2(0.1), Hypers.of(0, 0.9));

    assertThat(after[3]).isEqualTo(3.5f);
    assertThat(after[4]).isEqualTo(5.25f);
  }

  @Test
  void weightDecayReachesEveryLearnedParameterAndNoRunningStatistic() {
    FloatBuffer parameters = Vectors.buffer(1, 1, 1, 1, 1, 1, 1, 1);
    Optimizer sgd = Optimizer.sgd().weightDecay(0.5);

    sgd.step(LAYOUT, parameters, Vectors.buffer(new float[8]), sgd.start(LAYOUT), Hypers.of(1, 0));

    assertThat(Vectors.values(parameters))
        .containsExactly(0.5f, 0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 0.5f);
  }

  @Test
  void aStateOfAnotherOptimizerIsRefused() {
    OptimizerState state = Optimizer.momentum().start(LAYOUT);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Optimizer.adam()
                    .step(
                        LAYOUT,
                        Vectors.buffer(START),
                        Vectors.buffer(GRADIENT),
                        state,
                        Hypers.of(1, 0)))
        .withMessageContaining("needs a state of vectors [average, square], each of length 8")
        .withMessageContaining("OptimizerState([average] of length [8] after 0 steps)");
  }

  private static float[] step(Optimizer optimizer, Hypers hypers) {
    FloatBuffer parameters = Vectors.buffer(START);
    optimizer.step(LAYOUT, parameters, Vectors.buffer(GRADIENT), optimizer.start(LAYOUT), hypers);
    return Vectors.values(parameters);
  }

  private static int[] bits(float[] values, int from, int to) {
    int[] bits = new int[to - from];
    for (int i = from; i < to; i++) {
      bits[i - from] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
