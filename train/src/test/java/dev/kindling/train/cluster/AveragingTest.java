package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.precision.LossScale;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragingTest {
  private static final float[] ODD = {-0f, 0f, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f, -3e-39f};

  private static final ParameterLayout ONE_WEIGHT =
      new ParameterLayout(
          List.of(
              new ParameterLayout.Span("a", "W", ParameterLayout.Kind.WEIGHT, 0, 1, List.of(1))));

  @Test
  void weighsByExamples() {
    WeightedMean mean = new WeightedMean(2);
    mean.add(FloatBuffer.wrap(new float[] {1, 10}), 1);
    mean.add(FloatBuffer.wrap(new float[] {5, 30}), 3);

    assertThat(mean.mean()).containsExactly(4, 25);
    assertThat(mean.weight()).isEqualTo(4);
  }

  @Test
  void theMeanOfOneIsItselfBitForBit() {
    WeightedMean mean = new WeightedMean(ODD.length);
    mean.add(FloatBuffer.wrap(ODD), 31);

    assertThat(bits(mean.mean())).containsExactly(bits(ODD));
  }

  @Test
  void theMeanOfEqualsIsThemBitForBit() {
    WeightedMean mean = new WeightedMean(ODD.length);
    mean.add(FloatBuffer.wrap(ODD), 31);
    mean.add(FloatBuffer.wrap(ODD), 1);

    assertThat(bits(mean.mean())).containsExactly(bits(ODD));
  }

  @Test
  void thereIsNoMeanOfNothing() {
    WeightedMean mean = new WeightedMean(1);
    mean.add(FloatBuffer.wrap(new float[] {1}), 0);

    assertThatThrownBy(mean::mean).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void slicesCoverEveryElementOnce() {
    Slices slices = new Slices(3, 10, 4);
    int[][] seen = new int[3][10];
    for (int slice = 0; slice < slices.count(); slice++) {
      for (int i = slices.from(slice); i < slices.to(slice); i++) {
        seen[slices.vector(slice)][i]++;
      }
    }

    assertThat(slices.count()).isEqualTo(9);
    for (int[] vector : seen) {
      assertThat(vector).containsOnly(1);
    }
  }

  @Test
  void mergesSliceBySliceAndPassesReportsOn() {
    List<Part> sorted =
        List.of(
            new Part.Report(
                0,
                dev.kindling.train.loop.Outcome.NONE,
                dev.kindling.augment.BackendUse.NONE,
                new LossScale(1, 0),
                new float[0],
                0,
                TimeSpent.NONE,
                false,
                0),
            slice(0, 0, 1, 2),
            slice(0, 1, 3, 6),
            slice(1, 1, 3, 9));
    SliceFormat format = new SliceFormat(ONE_WEIGHT, 2, Compression.NONE);

    for (List<Part> merged :
        List.of(
            SliceMerger.merge(sorted.iterator(), format),
            SliceMerger.mergeAtOnce(sorted, format))) {
      assertThat(merged).hasSize(3);
      assertThat(merged.get(0)).isSameAs(sorted.get(0));
      assertThat(first(merged.get(1))).isEqualTo(5);
      assertThat(first(merged.get(2))).isEqualTo(9);
    }
  }

  private static Part slice(int slice, int worker, long examples, float value) {
    return new Part.Slice(
        slice, worker, examples, 1, WireState.encode(FloatBuffer.wrap(new float[] {value})));
  }

  private static float first(Part part) {
    return part instanceof Part.Slice slice ? WireState.floats(slice.values()).get(0) : Float.NaN;
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
