package dev.kindling.train.precision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GradientScalerTest {
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Span("fc", "W", Kind.WEIGHT, 0, 5000, List.of(5000)),
              new Span("norm", "mean", Kind.RUNNING_MEAN, 5000, 2, List.of(2))));

  @Test
  void aLossGradientIsMultipliedAndAGradientDivided() {
    GradientScaler scaler = scaler(LossScaling.fixed(8));
    FloatBuffer gradient = gradient();
    gradient.put(0, 4).put(4999, -12).put(5000, 3);

    assertThat(scaler.scaled(new float[] {0.5f, -3})).containsExactly(4, -24);
    assertThat(scaler.unscale(LAYOUT, gradient)).isTrue();

    assertThat(gradient.get(0)).isEqualTo(0.5f);
    assertThat(gradient.get(4999)).isEqualTo(-1.5f);
    assertThat(gradient.get(5000)).as("what moves a running mean").isEqualTo(3);
  }

  @Test
  void withoutScalingNothingIsLookedAt() {
    GradientScaler scaler = scaler(LossScaling.none());
    float[] lossGradient = {1};
    FloatBuffer gradient = gradient().put(7, Float.NaN);

    assertThat(scaler.scaled(lossGradient)).isSameAs(lossGradient);
    assertThat(scaler.unscale(LAYOUT, gradient)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void oneNumberThatIsNotFiniteIsAnOverflow(float bad) {
    for (int place : new int[] {0, 4095, 4096, 4999, 5001}) {
      assertThat(scaler(LossScaling.fixed(2)).unscale(LAYOUT, gradient().put(place, bad)))
          .isFalse();
    }
    FloatBuffer highest = gradient().put(3, -Float.MAX_VALUE).put(4, Float.MIN_VALUE);
    assertThat(scaler(LossScaling.fixed(2)).unscale(LAYOUT, highest)).isTrue();
  }

  @Test
  void aDynamicScaleHalvesAtEachOverflowAndDoublesAfterGoodSteps() {
    GradientScaler scaler = scaler(new LossScaling(16, 3));

    step(scaler, 0);
    step(scaler, 0);
    assertThat(scaler.state()).isEqualTo(new LossScale(16, 2));
    step(scaler, Float.POSITIVE_INFINITY);
    assertThat(scaler.state())
        .as("an overflow does not reset the count")
        .isEqualTo(new LossScale(8, 2));
    step(scaler, 0);
    assertThat(scaler.state()).isEqualTo(new LossScale(16, 0));
  }

  @Test
  void aDynamicScaleStaysAtLeastOneAndAFixedOneAsItIs() {
    GradientScaler dynamic = scaler(new LossScaling(2, 3));
    GradientScaler fixed = scaler(LossScaling.fixed(2));

    for (int i = 0; i < 3; i++) {
      step(dynamic, Float.NaN);
      step(fixed, Float.NaN);
    }

    assertThat(dynamic.state()).isEqualTo(new LossScale(1, 0));
    assertThat(fixed.state()).isEqualTo(new LossScale(2, 0));
  }

  @Test
  void theCourseStartsAtTwoToThe24thAndDoublesAfter500Steps() {
    assertThat(LossScaling.dynamic().first().scale()).isEqualTo(16_777_216);
    assertThat(LossScaling.dynamic().growsAfter()).isEqualTo(500);
  }

  @Test
  void ofTwoWorkersTheLowerScaleGoesOn() {
    LossScale low = new LossScale(4, 9);

    assertThat(low.orLower(new LossScale(8, 0))).isEqualTo(low);
    assertThat(new LossScale(8, 0).orLower(low)).isEqualTo(low);
    assertThat(low.orLower(new LossScale(4, 2))).isEqualTo(new LossScale(4, 2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aScaleBelowOneOrNotFiniteIsRefused(double scale) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LossScaling.fixed(scale))
        .withMessageContaining("at least 1 and finite");
  }

  private static GradientScaler scaler(LossScaling scaling) {
    return new GradientScaler(scaling, scaling.first());
  }

  private static FloatBuffer gradient() {
    return FloatBuffer.allocate(LAYOUT.size());
  }

  private static void step(GradientScaler scaler, float gradient) {
    if (scaler.unscale(LAYOUT, gradient().put(0, gradient))) {
      scaler.stepped();
    }
  }
}
