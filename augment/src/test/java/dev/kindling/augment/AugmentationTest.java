package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.Image;
import java.util.List;
import java.util.random.RandomGenerator;
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

    Batch batch = apply(new Augmentation(List.of(new Flip(1)), 2, PLAIN), image);

    assertThat(firstChannel(batch, 2)).containsExactly(20, 10, 40, 30);
  }

  @Test
  void twoFlipsAreNone() {
    Image image = grey(2, new int[] {10, 20, 30, 40});

    Batch batch = apply(new Augmentation(List.of(new Flip(1), new Flip(1)), 2, PLAIN), image);

    assertThat(firstChannel(batch, 2)).containsExactly(10, 20, 30, 40);
  }

  @Test
  void shrinksByHalfWithATriangleOverFourPixels() {
    // One row of four, to two pixels: scale 2, centres at 1 and 3, weights 1/4 - 3/4 - 3/4 - 1/4
    // before clipping at the edge, so the first output is (3 a + 3 b + c) / 7.
    Image image = Image.of(bytes(0, 70, 140, 210, 0, 70, 140, 210), 4, 2);

    float[] pixels = apply(Augmentation.resize(2, PLAIN), image).inputs();

    assertThat(pixels[0] * 255).isCloseTo((3 * 0 + 3 * 70 + 140) / 7f, within(1e-3f));
    assertThat(pixels[1] * 255).isCloseTo((70 + 3 * 140 + 3 * 210) / 7f, within(1e-3f));
  }

  @Test
  void enlargesByInterpolatingBetweenCentres() {
    Image image = grey(2, new int[] {0, 100, 0, 100});

    Batch batch = apply(Augmentation.resize(4, PLAIN), image);

    assertThat(List.of(firstChannel(batch, 4)[0], firstChannel(batch, 4)[1]))
        .containsExactly(0, 25);
    assertThat(List.of(firstChannel(batch, 4)[2], firstChannel(batch, 4)[3]))
        .containsExactly(75, 100);
  }

  @Test
  void agreesWithASlowReferenceOnRandomWindows() {
    RandomGenerator random = new Seed(4).random("windows", 0);
    for (int i = 0; i < 40; i++) {
      Image image = noise(20 + random.nextInt(60), 20 + random.nextInt(60), i);
      int size = 1 + random.nextInt(40);
      Augmentation crop =
          new Augmentation(List.of(new RandomResizedCrop(0.1, 1), new Flip(0.5)), size, PLAIN);
      ItemPlan plan = ItemPlan.whole(image);
      RandomGenerator draws = SEED.derive("augment").random("key", 3);
      for (BatchTransform transform : crop.transforms()) {
        plan = transform.draw(plan, draws);
      }

      float[] fast = crop.apply(batch(image, "key"), SEED, 3).inputs();

      for (int y = 0; y < size; y++) {
        for (int x = 0; x < size; x++) {
          int column = plan.mirrored() ? size - 1 - x : x;
          assertThat((double) fast[(size + y) * size + x])
              .isCloseTo(slow(image, plan.window(), size, column, y) / 255, within(1e-5));
        }
      }
    }
  }

  /**
   * The green value of one output pixel: the definition, in double precision, in two dimensions.
   */
  private static double slow(Image image, Window window, int size, int x, int y) {
    double scaleX = (double) window.width() / size;
    double scaleY = (double) window.height() / size;
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < window.height(); row++) {
      for (int column = 0; column < window.width(); column++) {
        double dx = Math.abs(column + 0.5 - (x + 0.5) * scaleX) / Math.max(1, scaleX);
        double dy = Math.abs(row + 0.5 - (y + 0.5) * scaleY) / Math.max(1, scaleY);
        double weight = Math.max(0, 1 - dx) * Math.max(0, 1 - dy);
        int index = ((window.y() + row) * image.width() + window.x() + column) * 3 + 1;
        sum += weight * (image.pixels()[index] & 0xff);
        weights += weight;
      }
    }
    return sum / weights;
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

  private static Batch apply(Augmentation augmentation, Image image) {
    return augmentation.apply(batch(image, "key"), SEED, 0);
  }

  private static ImageBatch batch(Image image, String key) {
    return new ImageBatch(List.of(key), List.of(image), List.of(0));
  }

  private static int[] firstChannel(Batch batch, int size) {
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
