package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeltaCodecTest {
  private static final int WEIGHTS = 2500;
  private static final int SIZE = WEIGHTS + 3 + 7;

  /** Weights of three blocks, a bias, a running variance. */
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new Span("a", "W", Kind.WEIGHT, 0, WEIGHTS, List.of(WEIGHTS)),
              new Span("a", "b", Kind.BIAS, WEIGHTS, 3, List.of(3)),
              new Span("n", "var", Kind.RUNNING_VARIANCE, WEIGHTS + 3, 7, List.of(7))));

  private static final DeltaCodec INT8 = new DeltaCodec(Compression.INT8, LAYOUT);
  private static final DeltaCodec FP16 = new DeltaCodec(Compression.FP16, LAYOUT);

  private static float[] changes(long seed) {
    Random random = new Random(seed);
    float[] changes = new float[SIZE];
    for (int i = 0; i < SIZE; i++) {
      changes[i] = (float) (random.nextGaussian() * Math.pow(10, i / 1024 - 6));
    }
    return changes;
  }

  private static float[] roundTrip(DeltaCodec codec, float[] values) {
    return codec.decode(codec.encode(values, 0), 0, values.length);
  }

  @Test
  void writesAByteForEachNumberAndAScaleForEachBlock() {
    // 2500 weights in 3 blocks, 3 biases in one, 7 variances as they are
    assertThat(INT8.bytes(0, SIZE)).isEqualTo(2500 + 3 * 4 + 3 + 4 + 7 * 4);
    assertThat(FP16.bytes(0, SIZE)).isEqualTo(2 * 2500 + 3 * 4 + 2 * 3 + 4 + 7 * 4);
    assertThat(INT8.encode(changes(1), 0)).hasSize(INT8.bytes(0, SIZE));
    assertThat(INT8.bytes(1000, 2000)).isEqualTo(1000 + 4);
  }

  @Test
  void int8IsOffByAtMostHalfAStepOfItsBlock() {
    float[] changes = changes(2);
    float[] read = roundTrip(INT8, changes);

    for (int from = 0; from < WEIGHTS; from += DeltaCodec.BLOCK) {
      int to = Math.min(WEIGHTS, from + DeltaCodec.BLOCK);
      double step = largest(changes, from, to) / 127;
      for (int i = from; i < to; i++) {
        assertThat((double) read[i]).isCloseTo(changes[i], within(0.5001 * step));
      }
    }
  }

  @Test
  void fp16IsOffByAtMostItsBlocksLargestDividedByTwoToTheEleventh() {
    float[] changes = changes(3);
    float[] read = roundTrip(FP16, changes);

    for (int from = 0; from < WEIGHTS; from += DeltaCodec.BLOCK) {
      int to = Math.min(WEIGHTS, from + DeltaCodec.BLOCK);
      double bound = largest(changes, from, to) / 2048;
      for (int i = from; i < to; i++) {
        assertThat((double) read[i]).isCloseTo(changes[i], within(bound));
      }
    }
  }

  private static double largest(float[] values, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(values[i]));
    }
    return largest;
  }

  @Test
  void readsWhatTheFieldDefines() {
    DeltaCodec codec =
        new DeltaCodec(
            Compression.INT8,
            new ParameterLayout(List.of(new Span("a", "W", Kind.WEIGHT, 0, 5, List.of(5)))));

    // step 0.5: 2.5 steps are a tie and go to the even 2, 3.5 to 4
    assertThat(roundTrip(codec, new float[] {63.5f, 1.25f, 1.75f, -1.25f, 0}))
        .containsExactly(63.5f, 1, 2, -1, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "INT8"})
  void leavesRunningStatisticsAsTheyAre(Compression compression) {
    float[] changes = changes(4);
    float[] read = roundTrip(new DeltaCodec(compression, LAYOUT), changes);

    assertThat(Arrays.copyOfRange(read, WEIGHTS + 3, SIZE))
        .containsExactly(Arrays.copyOfRange(changes, WEIGHTS + 3, SIZE));
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "INT8"})
  void keepsZerosAndTheSmallestNumbersFinite(Compression compression) {
    DeltaCodec codec = new DeltaCodec(compression, LAYOUT);
    float[] tiny = new float[SIZE];
    tiny[7] = Float.MIN_VALUE;

    float[] read = roundTrip(codec, tiny);

    for (float value : read) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(Float.MIN_VALUE * 127);
    }
  }

  @Test
  void halvesAreReadAsTheyAreWritten() {
    for (int bits = 0; bits < 0x4000; bits++) { // all from 0 to below 2
      assertThat(HalfFloat.of(HalfFloat.value((short) bits))).isEqualTo((short) bits);
    }
    assertThat(HalfFloat.value(HalfFloat.of(1 + 0x1p-11f))).isEqualTo(1);
    assertThat(HalfFloat.value(HalfFloat.of(-1 - 3 * 0x1p-11f))).isEqualTo(-1 - 0x1p-9f);
  }
}
