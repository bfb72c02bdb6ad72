package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every backend has to do. */
class BackendsTest {
  private static final double TOLERANCE = 1e-4;
  private static final List<BatchTransform> EVERYTHING =
      List.of(
          new RandomResizedCrop(0.2, 1),
          new Dihedral(0.5),
          new Rotate(180, 0.5),
          new Zoom(0.7, 1.5, 0.3),
          new Warp(0.1, 0.4),
          new Tilt(0.5, 0.3),
          new Brightness(0.5, 0.5),
          new Contrast(0.5, 0.5),
          new Saturation(1, 0.5),
          new Hue(0.5, 0.5),
          new Erase(0.02, 0.3, 0.3));

  static Stream<Backend> backends() {
    return TestedBackends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void agreesWithASlowReference(Backend backend) {
    RandomGenerator random = new Seed(1).random("reference", 0);
    for (Padding padding : Padding.values()) {
      for (Interpolation interpolation : Interpolation.values()) {
        for (Sampling.Shrinking shrinking : Sampling.Shrinking.values()) {
          Sampling sampling = new Sampling(interpolation, padding, shrinking);
          int size = 1 + random.nextInt(40);
          Output output = new Output(size, layout(random), sampling, Pictures.PLAIN);
          agrees(backend, output, random);
        }
      }
    }
  }

  private static Layout layout(RandomGenerator random) {
    return random.nextBoolean() ? Layout.NCHW : Layout.NHWC;
  }

  private static void agrees(Backend backend, Output output, RandomGenerator random) {
    List<Image> images = new ArrayList<>();
    List<ItemPlan> plans = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Image image = Pictures.noise(1 + random.nextInt(90), 1 + random.nextInt(90), i);
      ItemPlan plan = ItemPlan.whole(image);
      for (BatchTransform transform : EVERYTHING) {
        plan = transform.draw(plan, random);
      }
      images.add(image);
      plans.add(plan);
    }

    float[] found = backend.warp(images, plans, output, new BackendUse.Meter());

    for (int i = 0; i < images.size(); i++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int row = 0; row < output.size(); row++) {
          for (int column = 0; column < output.size(); column++) {
            int at =
                i * output.area()
                    + channel * output.channelStride()
                    + (row * output.size() + column) * output.columnStride();
            assertThat((double) found[at])
                .as("image %d of %s, row %d, column %d", i, output, row, column)
                .isCloseTo(
                    SlowWarp.value(
                        images.get(i),
                        plans.get(i),
                        output.sampling(),
                        output.size(),
                        row,
                        column,
                        channel),
                    within(TOLERANCE));
          }
        }
      }
    }
  }

  /** What whole-number weights are hardest put to: neighbours as different as can be. */
  @Test
  void staysCloseToTheReferenceOnBlackAndWhiteNoise() {
    RandomGenerator random = new Seed(3).random("black and white", 0);
    Backend backend = new JavaBackend(1);
    for (int trial = 0; trial < 1_000; trial++) {
      Image image = Pictures.noise(1 + random.nextInt(90), 1 + random.nextInt(90), trial);
      for (int i = 0; i < image.pixels().length; i++) {
        image.pixels()[i] = (byte) (image.pixels()[i] < 0 ? 255 : 0);
      }
      ItemPlan plan = ItemPlan.whole(image);
      for (BatchTransform transform :
          List.of(new RandomResizedCrop(0.2, 1), new Rotate(180, 0.8), new Warp(0.1, 0.5))) {
        plan = transform.draw(plan, random);
      }
      int size = 1 + random.nextInt(40);
      Sampling.Shrinking[] shrinking = Sampling.Shrinking.values();
      Sampling sampling = Sampling.DEFAULT.with(shrinking[trial % shrinking.length]);
      Output output = new Output(size, Layout.NCHW, sampling, Pictures.PLAIN);
      float[] found = backend.warp(List.of(image), List.of(plan), output, new BackendUse.Meter());
      for (int sample = 0; sample < 20; sample++) {
        int row = random.nextInt(size);
        int column = random.nextInt(size);
        assertThat((double) found[row * size + column])
            .as("trial %d, size %d, row %d, column %d", trial, size, row, column)
            .isCloseTo(
                SlowWarp.value(image, plan, sampling, size, row, column, 0), within(TOLERANCE));
      }
    }
  }

  /** Positions of 16 bits before the point would begin again at 65,536. */
  @ParameterizedTest
  @EnumSource(Sampling.Shrinking.class)
  void findsTheLastColumnsOfAVeryWideImage(Sampling.Shrinking shrinking) {
    int width = 70_000;
    int size = 4;
    Image image = Pictures.noise(width, size, 1);
    ItemPlan end = ItemPlan.whole(image).crop(new Box(1 - (double) size / width, 0, 1, 1));
    Output output = new Output(size, Layout.NCHW, Sampling.DEFAULT.with(shrinking), Pictures.PLAIN);

    float[] found =
        new JavaBackend(1).warp(List.of(image), List.of(end), output, new BackendUse.Meter());

    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int at = ((row + 1) * width - size + column) * 3;
        assertThat(found[row * size + column])
            .isCloseTo((image.pixels()[at] & 0xff) / 255f, within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void leavesAPlainColourPlainWhateverTheMap(Backend backend) {
    RandomGenerator random = new Seed(2).random("plain", 0);
    for (int i = 0; i < 500; i++) {
      int width = 1 + random.nextInt(40);
      int[] values = new int[width * (1 + random.nextInt(40))];
      java.util.Arrays.fill(values, 77);
      Image image = Pictures.grey(width, values);
      ItemPlan plan = ItemPlan.whole(image);
      for (BatchTransform transform :
          List.of(
              new Dihedral(1), new Zoom(0.5, 2, 0.5), new Rotate(180, 0.7), new Warp(0.2, 0.5))) {
        plan = transform.draw(plan, random);
      }

      float[] found = warp(backend, image, plan, Interpolation.BILINEAR, 1 + random.nextInt(30));

      for (float value : found) {
        assertThat(value * 255).isCloseTo(77, within(0.01f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void leavesAnImageOfTheRightSizeExactlyAsItIs(Backend backend) {
    for (int size : new int[] {1, 2, 5, 49, 64}) {
      Image image = Pictures.noise(size, size, size);
      for (Interpolation interpolation : Interpolation.values()) {
        float[] found = warp(backend, image, ItemPlan.whole(image), interpolation, size);

        for (int i = 0; i < size * size * 3; i++) {
          assertThat(found[i % 3 * size * size + i / 3])
              .isEqualTo((image.pixels()[i] & 0xff) * (1 / 255f));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backends")
  void turnsByQuartersExactlyAsPixelsMove(Backend backend) {
    Image image = Pictures.grey(2, 10, 20, 30, 40);

    assertThat(values(backend, image, Rotate.turn(ItemPlan.whole(image), 90)))
        .containsExactly(20, 40, 10, 30); // counter-clockwise: the top right comes to the top left
    assertThat(values(backend, image, Rotate.turn(ItemPlan.whole(image), 180)))
        .containsExactly(40, 30, 20, 10);
    assertThat(values(backend, image, Rotate.turn(ItemPlan.whole(image), -90)))
        .containsExactly(30, 10, 40, 20);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void shiftsByHalfAPixelGiveMeansOfNeighbours(Backend backend) {
    Image image = Pictures.grey(4, 0, 40, 80, 200, 0, 40, 80, 200, 0, 40, 80, 200, 0, 40, 80, 200);
    ItemPlan right = ItemPlan.whole(image).through(Homography.translation(0.125, 0));

    assertThat(firstRow(backend, image, right, Padding.REFLECTION))
        .containsExactly(20, 60, 140, 200);
    assertThat(firstRow(backend, image, right, Padding.BORDER)).containsExactly(20, 60, 140, 200);
    assertThat(firstRow(backend, image, right, Padding.ZEROS)).containsExactly(20, 60, 140, 100);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void seesEachPaddingBeyondTheEdge(Backend backend) {
    Image image = Pictures.grey(4, 10, 20, 30, 40, 10, 20, 30, 40, 10, 20, 30, 40, 10, 20, 30, 40);
    ItemPlan twoToTheRight = ItemPlan.whole(image).through(Homography.translation(0.5, 0));

    assertThat(firstRow(backend, image, twoToTheRight, Padding.REFLECTION))
        .containsExactly(30, 40, 40, 30);
    assertThat(firstRow(backend, image, twoToTheRight, Padding.BORDER))
        .containsExactly(30, 40, 40, 40);
    assertThat(firstRow(backend, image, twoToTheRight, Padding.ZEROS))
        .containsExactly(30, 40, 0, 0);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void turnsThereAndBackAsIfNothingWas(Backend backend) {
    Image image = Pictures.noise(30, 30, 3);
    ItemPlan whole = ItemPlan.whole(image);
    ItemPlan thereAndBack = Rotate.turn(Rotate.turn(whole, 33).through(Tilt.nearer(0, 0.3)), 0);
    Homography untilt = inverseOfTilt();

    float[] found =
        warp(
            backend,
            image,
            Rotate.turn(thereAndBack.through(untilt), -33),
            Interpolation.BILINEAR,
            30);

    float[] expected = warp(backend, image, whole, Interpolation.BILINEAR, 30);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within((float) TOLERANCE));
    }
  }

  /** Of {@code Tilt.nearer(0, 0.3)}: the matrix inverse by cofactors. */
  private static Homography inverseOfTilt() {
    Homography m = Tilt.nearer(0, 0.3);
    return new Homography(
        m.e() * m.i() - m.f() * m.h(),
        m.c() * m.h() - m.b() * m.i(),
        m.b() * m.f() - m.c() * m.e(),
        m.f() * m.g() - m.d() * m.i(),
        m.a() * m.i() - m.c() * m.g(),
        m.c() * m.d() - m.a() * m.f(),
        m.d() * m.h() - m.e() * m.g(),
        m.b() * m.g() - m.a() * m.h(),
        m.a() * m.e() - m.b() * m.d());
  }

  @ParameterizedTest
  @MethodSource("backends")
  void mixesEachImageByItsOwnShareAndBox(Backend backend) {
    Output output = new Output(2, Layout.NCHW, Sampling.DEFAULT, Pictures.PLAIN);
    float[] inputs = new float[24];
    for (int i = 0; i < 24; i++) {
      inputs[i] = i < 12 ? 1 : 3;
    }
    List<Mixture> mixtures =
        List.of(new Mixture(0.75, Mixture.NOWHERE), new Mixture(1, new Box(0, 0.5, 0.5, 1)));

    float[] mixed = backend.mix(inputs, new int[] {1, 0}, mixtures, output, new BackendUse.Meter());

    for (int channel = 0; channel < 3; channel++) {
      assertThat(java.util.Arrays.copyOfRange(mixed, channel * 4, channel * 4 + 4))
          .containsExactly(1.5f, 1.5f, 1.5f, 1.5f);
      assertThat(java.util.Arrays.copyOfRange(mixed, 12 + channel * 4, 16 + channel * 4))
          .containsExactly(3, 3, 1, 3);
    }
  }

  private static float[] warp(
      Backend backend, Image image, ItemPlan plan, Interpolation interpolation, int size) {
    Output output =
        new Output(size, Layout.NCHW, Sampling.DEFAULT.with(interpolation), Pictures.PLAIN);
    return backend.warp(List.of(image), List.of(plan), output, new BackendUse.Meter());
  }

  private static int[] values(Backend backend, Image image, ItemPlan plan) {
    return rounded(warp(backend, image, plan, Interpolation.BILINEAR, 2), 4);
  }

  private static int[] firstRow(Backend backend, Image image, ItemPlan plan, Padding padding) {
    Output output = new Output(4, Layout.NCHW, Sampling.DEFAULT.with(padding), Pictures.PLAIN);
    return rounded(backend.warp(List.of(image), List.of(plan), output, new BackendUse.Meter()), 4);
  }

  private static int[] rounded(float[] pixels, int count) {
    int[] values = new int[count];
    for (int i = 0; i < count; i++) {
      values[i] = Math.round(pixels[i] * 255);
    }
    return values;
  }
}
