package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.datablock.image.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Normalize PLAIN =
      new Normalize(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
  private static final Seed SEED = new Seed(11);

  @Test
  void leavesAnImageOfTheRightSizeAsItIs() {
    Image image = noise(5, 5, 1);

    float[] pixels = apply(Augmentation.resize(5, PLAIN), image).inputs();

    for (int i = 0; i < 25; i++) {
      for (int c = 0; c < 3; c++) {
        assertThat(pixels[c * 25 + i]).isEqualTo((image.pixels()[i * 3 + c] & 0xff) * (1 / 255f));
      }
    }
  }

  @Test
  void mirrorsEveryRowWhenProbabilityIsOne() {
    Image image = grey(2, new int[] {10, 20, 30, 40});

    PixelBatch batch = apply(Augmentation.of(List.of(new Flip(1)), 2, PLAIN), image);

    assertThat(firstChannel(batch, 2)).containsExactly(20, 10, 40, 30);
  }

  @Test
  void twoFlipsAreNone() {
    Image image = grey(2, new int[] {10, 20, 30, 40});

    PixelBatch batch = apply(Augmentation.of(List.of(new Flip(1), new Flip(1)), 2, PLAIN), image);

    assertThat(firstChannel(batch, 2)).containsExactly(10, 20, 30, 40);
  }

  @Test
  void shrinksByHalfWithATriangleOverFourPixels() {
    // One row of four, to two pixels: scale 2, centres at 1 and 3, weights 1/4 - 3/4 - 3/4 - 1/4
    // with the picture mirrored at its edge, so the first output is (a + 3 a + 3 b + c) / 8.
    Image image = Image.of(bytes(0, 70, 140, 210, 0, 70, 140, 210), 4, 2);

    float[] pixels = apply(Augmentation.resize(2, PLAIN), image).inputs();

    assertThat(pixels[0] * 255).isCloseTo((0 + 3 * 0 + 3 * 70 + 140) / 8f, within(1e-3f));
    assertThat(pixels[1] * 255).isCloseTo((70 + 3 * 140 + 3 * 210 + 210) / 8f, within(1e-3f));
  }

  @Test
  void enlargesByInterpolatingBetweenCentres() {
    Image image = grey(2, new int[] {0, 100, 0, 100});

    PixelBatch batch = apply(Augmentation.resize(4, PLAIN), image);

    assertThat(List.of(firstChannel(batch, 4)[0], firstChannel(batch, 4)[1]))
        .containsExactly(0, 25);
    assertThat(List.of(firstChannel(batch, 4)[2], firstChannel(batch, 4)[3]))
        .containsExactly(75, 100);
  }

  @Test
  void normalisesEachChannelByItsOwnMeanAndDeviation() {
    Image image = Image.of(new byte[] {(byte) 255, 0, 51}, 1, 1);

    float[] pixels = apply(Augmentation.resize(1, Normalize.IMAGENETTE), image).inputs();

    assertThat(pixels[0]).isCloseTo((float) ((1 - 0.47) / 0.29), within(1e-6f));
    assertThat(pixels[1]).isCloseTo((float) ((0 - 0.48) / 0.28), within(1e-6f));
    assertThat(pixels[2]).isCloseTo((float) ((0.2 - 0.45) / 0.30), within(1e-6f));
    assertThat(Normalize.IMAGENETTE.undo(pixels[2], 2)).isEqualTo(51);
  }

  @Test
  void onlyCentresAChannelThatIsTheSameEverywhere() {
    Normalize normalize = Normalize.byStatistics(List.of(0.2, 0.5, 0.5), List.of(0.0, 0.5, 0.5));
    Image image = Image.of(new byte[] {51, 0, 0}, 1, 1);

    float[] pixels = apply(Augmentation.resize(1, normalize), image).inputs();

    assertThat(pixels[0]).isCloseTo(0, within(1e-6f));
    assertThat(pixels[1]).isCloseTo(-1, within(1e-6f));
  }

  @Test
  void givesAnImageTheSamePixelsWhateverBatchItComesIn() {
    Image image = noise(40, 30, 1);
    Augmentation standard = Preset.STANDARD.training(16, Normalize.IMAGENETTE);
    ImageBatch three =
        new ImageBatch(
            List.of("a", "key", "b"),
            List.of(noise(9, 9, 2), image, noise(99, 20, 3)),
            List.of(0, 1, 2));

    float[] alone = standard.apply(batch(image, "key"), SEED, 7).inputs();
    float[] among = standard.apply(three, SEED, 7).inputs();

    assertThat(java.util.Arrays.copyOfRange(among, alone.length, 2 * alone.length))
        .isEqualTo(alone);
    assertThat(standard.apply(batch(image, "key"), SEED, 8).inputs()).isNotEqualTo(alone);
  }

  @Test
  void mixesOnlyWithinTheBatchAndSaysWithWhat() {
    Augmentation mixing = Augmentation.of(List.of(), 2, PLAIN).mixing(List.of(new MixUp(0.4)));
    ImageBatch batch =
        new ImageBatch(
            List.of("a", "b", "c"),
            List.of(grey(1, new int[] {0}), grey(1, new int[] {100}), grey(1, new int[] {200})),
            List.of(0, 1, 2));

    PixelBatch mixed = mixing.apply(batch, SEED, 0);

    PixelBatch.SecondTargets second = mixed.secondTargets().orElseThrow();
    assertThat(second.targets()).containsExactlyInAnyOrder(0, 1, 2);
    for (int i = 0; i < 3; i++) {
      double expected =
          100
              * (mixed.targets()[i] * second.shares()[i]
                  + second.targets()[i] * (1 - second.shares()[i]));
      assertThat(mixed.inputs()[i * 12] * 255.0).isCloseTo(expected, within(1e-3));
    }
    assertThat(mixing.apply(batch, SEED, 0).inputs()).isEqualTo(mixed.inputs());
    assertThat(mixing.apply(batch, SEED, 1).inputs()).isNotEqualTo(mixed.inputs());
  }

  @Test
  void writesChannelsLastWhenAsked() {
    Image image = noise(3, 3, 5);

    float[] last = apply(Augmentation.resize(3, PLAIN).layout(Layout.NHWC), image).inputs();

    for (int i = 0; i < 27; i++) {
      assertThat(last[i]).isEqualTo((image.pixels()[i] & 0xff) * (1 / 255f));
    }
  }

  @Test
  void allPresetsGiveTheSamePixelsForTheSameDraw() {
    for (Preset preset : Preset.values()) {
      Augmentation training = preset.training(20, Normalize.IMAGENETTE);
      Image image = noise(50, 37, 2);

      assertThat(apply(training, image).inputs()).isEqualTo(apply(training, image).inputs());
    }
  }

  private static PixelBatch apply(Augmentation augmentation, Image image) {
    return augmentation.apply(batch(image, "key"), SEED, 0);
  }

  private static ImageBatch batch(Image image, String key) {
    return new ImageBatch(List.of(key), List.of(image), List.of(0));
  }

  private static int[] firstChannel(PixelBatch batch, int size) {
    int[] pixels = new int[size * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = Math.round(batch.inputs()[i] * 255);
    }
    return pixels;
  }

  private static Image grey(int width, int[] values) {
    return Image.of(bytes(values), width, values.length / width);
  }

  private static byte[] bytes(int... values) {
    byte[] pixels = new byte[values.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i / 3];
    }
    return pixels;
  }

  private static Image noise(int width, int height, int seed) {
    byte[] pixels = new byte[width * height * 3];
    new Seed(seed).random("noise", 0).nextBytes(pixels);
    return Image.of(pixels, width, height);
  }
}
