package dev.kindling.train.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Kind;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SendingTest {
  private static final int SIZE = 100;
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(new Span("a", "W", Kind.WEIGHT, 0, SIZE, List.of(SIZE))));
  private static final FloatBuffer ZEROS = FloatBuffer.allocate(SIZE);

  private static SliceFormat format(Compression compression) {
    return new SliceFormat(LAYOUT, 1, compression);
  }

  private static Sending send(SliceFormat format, float[] change, WorkerMemory memory) {
    return Sending.of(format, ZEROS, FloatBuffer.wrap(change), new float[0][], memory)
        .orElseThrow();
  }

  private static FloatBuffer read(SliceFormat format, Sending sending) {
    return format.values(sending.slices(0, 1, 1).get(0));
  }

  @ParameterizedTest
  @EnumSource(names = {"FP16", "INT8"})
  void theSumOfWhatWasSentStaysNearTheSumOfTheChanges(Compression compression) {
    SliceFormat format = format(compression);
    Random random = new Random(5);
    double[] changed = new double[SIZE];
    double[] sent = new double[SIZE];
    WorkerMemory memory = WorkerMemory.NONE;
    for (int round = 0; round < 200; round++) {
      float[] change = new float[SIZE];
      for (int i = 0; i < SIZE; i++) {
        change[i] = (float) (1e-4 + 0.01 * random.nextGaussian());
        changed[i] += change[i];
      }
      Sending sending = send(format, change, memory);
      memory = memory.withUnsent(sending.unsent());
      FloatBuffer read = read(format, sending);
      for (int i = 0; i < SIZE; i++) {
        sent[i] += read.get(i);
      }
    }

    // without feedback, a drift of 1e-4 a round is below int8's half step of about 1.2e-4
    double step = 0.04 / (compression == Compression.INT8 ? 127 : 1024);
    for (int i = 0; i < SIZE; i++) {
      assertThat(sent[i]).isCloseTo(changed[i], within(step));
    }
  }

  @Test
  void sendsParametersAsTheyAreWithoutCompression() {
    float[] parameters = new float[SIZE];
    parameters[3] = -0f;
    parameters[4] = 0.1f;

    Sending sending = send(format(Compression.NONE), parameters, WorkerMemory.NONE);

    assertThat(sending.unsent()).isEmpty();
    assertThat(Float.floatToRawIntBits(read(format(Compression.NONE), sending).get(3)))
        .isEqualTo(Float.floatToRawIntBits(-0f));
    assertThat(sending.squaredLength()).isCloseTo(0.01, within(1e-9));
  }

  @ParameterizedTest
  @EnumSource
  void sendsNothingOfWhatIsNotFinite(Compression compression) {
    float[] zeros = new float[SIZE];
    for (float odd : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] broken = new float[SIZE];
      broken[SIZE - 1] = odd;
      assertThat(sends(compression, 2, broken, zeros)).isFalse();
      assertThat(sends(compression, 2, zeros, broken)).isFalse();
      assertThat(sends(compression, 1, zeros, broken)).isFalse(); // kept by the worker
    }
    assertThat(sends(compression, 2, zeros, zeros)).isTrue();
  }

  private static boolean sends(
      Compression compression, int vectors, float[] parameters, float[] optimizer) {
    return Sending.of(
            new SliceFormat(LAYOUT, vectors, compression),
            ZEROS,
            FloatBuffer.wrap(parameters),
            new float[][] {optimizer},
            WorkerMemory.NONE)
        .isPresent();
  }

  @Test
  void sendsTheOptimizersVectorsUncompressed() {
    SliceFormat format = new SliceFormat(LAYOUT, 2, Compression.INT8);
    float[] square = new float[SIZE];
    square[0] = 1e-12f;
    square[1] = 1;

    List<Part.Slice> slices =
        Sending.of(
                format,
                ZEROS,
                FloatBuffer.allocate(SIZE),
                new float[][] {square},
                WorkerMemory.NONE)
            .orElseThrow()
            .slices(0, 1, 1);

    assertThat(slices).hasSize(2);
    assertThat(format.values(slices.get(1)).get(0)).isEqualTo(1e-12f);
    assertThat(format.bytes()).isEqualTo(SIZE + 4 + 4 * SIZE);
  }
}
