package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.precision.LossScale;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
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

    assertThat(mean.weight()).isEqualTo(4);
    assertThat(taken(mean, 2)).containsExactly(4, 25);
  }

  @Test
  void oneObjectMakesManyMeans() {
    WeightedMean mean = new WeightedMean(3);
    mean.add(FloatBuffer.wrap(new float[] {1, 2, 3}), 5);
    taken(mean, 3);
    mean.add(FloatBuffer.wrap(new float[] {7}), 2);
    mean.add(FloatBuffer.wrap(new float[] {1}), 1);

    assertThat(taken(mean, 1)).containsExactly(5);
  }

  @Test
  void vectorsOfAMeanAreOfOneLength() {
    WeightedMean mean = new WeightedMean(3);
    mean.add(FloatBuffer.allocate(2), 1);

    assertThatThrownBy(() -> mean.add(FloatBuffer.allocate(3), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 elements cannot take 3");
    assertThatThrownBy(() -> new WeightedMean(1).add(FloatBuffer.allocate(2), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theMeanOfOneIsItselfBitForBit() {
    WeightedMean mean = new WeightedMean(ODD.length);
    mean.add(FloatBuffer.wrap(ODD), 31);

    assertThat(bits(taken(mean, ODD.length))).containsExactly(bits(ODD));
  }

  @Test
  void theMeanOfEqualsIsThemBitForBit() {
    WeightedMean mean = new WeightedMean(ODD.length);
    mean.add(FloatBuffer.wrap(ODD), 31);
    mean.add(FloatBuffer.wrap(ODD), 1);

    assertThat(bits(taken(mean, ODD.length))).containsExactly(bits(ODD));
  }

  @Test
  void thereIsNoMeanOfNothing() {
    WeightedMean mean = new WeightedMean(1);
    mean.add(FloatBuffer.wrap(new float[] {1}), 0);

    assertThatThrownBy(() -> taken(mean, 1)).isInstanceOf(IllegalStateException.class);
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

    List<Part> merged = SliceMerger.merge(sorted.iterator(), format);
    assertThat(merged).hasSize(3);
    assertThat(merged.get(0)).isSameAs(sorted.get(0));
    assertThat(first(merged.get(1))).isEqualTo(5);
    assertThat(first(merged.get(2))).isEqualTo(9);
  }

  @Test
  void gathersBySliceAndThenByWorker() {
    SliceFormat format = new SliceFormat(ONE_WEIGHT, 2, Compression.NONE);
    Gathered gathered =
        Gathered.of(List.of(slice(1, 1, 3, 9), slice(0, 1, 3, 6), slice(0, 0, 1, 2)), format);

    assertThat(gathered.reports()).isEmpty();
    assertThat(gathered.steps()).isEqualTo(1);
    assertThat(gathered.slices().get(0)).extracting(Part.Slice::worker).containsExactly(0, 1);
    assertThat(gathered.means().map(mean -> first(mean.whole()))).containsExactly(5f, 9f);
  }

  @Test
  void aMeanReadInPiecesIsThatOfTheWhole() {
    int length = 10_000;
    float[] one = numbers(length, 1);
    float[] other = numbers(length, 2);
    SliceMean mean = new SliceMean(List.of(slice(0, 3, one), slice(1, 5, other)), format(length));

    FloatBuffer read = FloatBuffer.allocate(length);
    int pieces = 0;
    while (mean.next(read) > 0) {
      pieces++;
    }

    assertThat(pieces).isEqualTo(3); // 4096 at a time
    assertThat(read.hasRemaining()).isFalse();
    for (int i = 0; i < length; i++) {
      assertThat(read.get(i)).isEqualTo((float) ((3.0 * one[i] + 5.0 * other[i]) / 8));
    }
  }

  @Test
  void aMeanAsOnePartCountsExamplesAndStartsWithTheFirstWorker() {
    SliceMean mean =
        new SliceMean(
            List.of(slice(0, 3, new float[] {1}), slice(1, 5, new float[] {9})), format(1));

    Part.Slice whole = mean.whole();
    assertThat(first(whole)).isEqualTo(6);
    assertThat(whole.examples()).isEqualTo(8);
    assertThat(whole.worker()).isZero();
  }

  @Test
  void lengthsOfChangesLeaveOutWhatIsNotLearned() {
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                span("a", ParameterLayout.Kind.WEIGHT, 0, 5),
                span("b", ParameterLayout.Kind.RUNNING_MEAN, 5, 2),
                span("c", ParameterLayout.Kind.BIAS, 7, 3)));
    // parameters 2 to 9: 2, 3, 4 and 7, 8 are learned of them
    float[] after = {3, 1, 1, 100, 100, 4, 2};
    float[] before = {1, 1, 2, 0, 0, 1, 2};

    assertThat(SquaredLength.between(layout, after, before, 2, 2, 9)).isEqualTo(4 + 1 + 9);
    assertThat(SquaredLength.between(layout, after, before, 2, 4, 8)).isEqualTo(1 + 9);
    assertThat(SquaredLength.of(layout, after, 2)).isEqualTo(9 + 1 + 1 + 16 + 4);
  }

  private static ParameterLayout.Span span(
      String layer, ParameterLayout.Kind kind, int offset, int length) {
    return new ParameterLayout.Span(layer, "p", kind, offset, length, List.of(length));
  }

  private static SliceFormat format(int length) {
    return new SliceFormat(
        new ParameterLayout(List.of(span("a", ParameterLayout.Kind.WEIGHT, 0, length))),
        1,
        Compression.NONE);
  }

  private static float[] numbers(int length, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }

  private static Part.Slice slice(int worker, long examples, float[] values) {
    return new Part.Slice(0, worker, examples, 1, WireState.encode(FloatBuffer.wrap(values)));
  }

  private static float[] taken(WeightedMean mean, int length) {
    float[] taken = new float[length];
    mean.take(FloatBuffer.wrap(taken));
    return taken;
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
