package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.precision.LossScale;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AveragingTest {
  private static final float[] ODD = {-0f, 0f, Float.MIN_VALUE, Float.MAX_VALUE, 0.1f, -3e-39f};

  private static final ParameterLayout ONE_WEIGHT =
      new ParameterLayout(
          List.of(
              new ParameterLayout.Span("a", "W", ParameterLayout.Kind.WEIGHT, 0, 1, List.of(1))));

  private static float[] mean(long[] weights, float[]... vectors) {
    FloatBuffer mean = FloatBuffer.allocate(vectors[0].length);
    WeightedMean.put(Arrays.stream(vectors).map(FloatBuffer::wrap).toList(), weights, mean);
    return mean.array();
  }

  @Test
  void weighsByExamples() {
    assertThat(mean(new long[] {1, 3}, new float[] {1, 10}, new float[] {5, 30}))
        .containsExactly(4, 25);
    assertThat(
            mean(
                new long[] {1, 0, 2, 5},
                new float[] {8},
                new float[] {99},
                new float[] {4},
                new float[] {16}))
        .containsExactly(12);
  }

  @Test
  void longVectorsAreAveragedElementByElement() {
    float[][] vectors = new float[3][10_000];
    float[] expected = new float[10_000];
    for (int i = 0; i < expected.length; i++) {
      vectors[0][i] = i;
      vectors[1][i] = 3 * i;
      vectors[2][i] = -i;
      expected[i] = 1.25f * i; // (1 + 4 * 3 - 3) / 8
    }
    assertThat(mean(new long[] {1, 4, 3}, vectors)).containsExactly(expected);
  }

  @Test
  void theMeanOfOneIsItselfBitForBit() {
    assertThat(bits(mean(new long[] {31}, ODD))).containsExactly(bits(ODD));
  }

  @Test
  void theMeanOfEqualsIsThemBitForBit() {
    assertThat(bits(mean(new long[] {31, 1}, ODD, ODD))).containsExactly(bits(ODD));
  }

  @Test
  void thereIsNoMeanOfNothingNorOfDifferentLengths() {
    assertThatThrownBy(() -> mean(new long[] {0}, new float[] {1}))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> mean(new long[] {1, 1}, new float[2], new float[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 elements cannot take 1 elements");
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
