package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.EncodedBatch;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.image.OpenedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Images that augmentation decodes by itself. */
class EncodedBatchTest {
  private static final Seed SEED = new Seed(5);

  @ParameterizedTest
  @EnumSource(Padding.class)
  void decodingByPlanChangesNoBitOfWhatIsNotReduced(Padding padding) throws Exception {
    List<BatchTransform> transforms =
        List.of(
            new RandomResizedCrop(0.05, 1),
            new Dihedral(0.5),
            new Rotate(180, 0.5),
            new Zoom(0.3, 1.5, 0.5),
            new Warp(0.1, 0.5),
            new Hue(0.1, 0.5));
    for (Interpolation interpolation : Interpolation.values()) {
      Augmentation augmentation =
          Augmentation.of(transforms, 190, Pictures.PLAIN)
              .sampling(new Sampling(interpolation, padding, Sampling.Shrinking.ANTIALIASED))
              .on(BackendChoice.JAVA);
      List<String> keys = new ArrayList<>();
      List<byte[]> contents = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        keys.add("image " + i);
        contents.add(ImageEncoder.jpeg(scene(150 + 3 * i, 190 - i), 90));
      }
      EncodedBatch encoded = encoded(keys, contents);

      float[] found = augmentation.apply(encoded, SEED, 3).inputs();

      assertThat(found).isEqualTo(augmentation.apply(decodedWhole(encoded), SEED, 3).inputs());
    }
  }

  @Test
  void reducedImagesAreCloseToWholeOnes() throws Exception {
    Augmentation augmentation =
        Augmentation.of(
            List.of(new RandomResizedCrop(0.2, 1), new Rotate(15, 0.5)), 48, Pictures.PLAIN);
    EncodedBatch encoded = sixTimes(scene(500, 375));

    float[] found = augmentation.apply(encoded, SEED, 0).inputs();

    float[] whole = augmentation.apply(decodedWhole(encoded), SEED, 0).inputs();
    double sum = 0;
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(whole[i], within(0.08f)); // half the height of an edge
      sum += Math.abs(found[i] - whole[i]);
    }
    assertThat(sum / found.length).isPositive().isLessThan(0.005);
  }

  @Test
  void reducedImagesAreNotShifted() throws Exception {
    Augmentation augmentation =
        Augmentation.of(List.of(new RandomResizedCrop(0.2, 0.9)), 48, Pictures.PLAIN);
    EncodedBatch encoded = sixTimes(ramp(500, 375));

    float[] found = augmentation.apply(encoded, SEED, 0).inputs();

    float[] whole = augmentation.apply(decodedWhole(encoded), SEED, 0).inputs();
    int image = found.length / 6;
    for (int k = 0; k < 6; k++) {
      double sum = 0;
      for (int i = k * image; i < (k + 1) * image; i++) {
        sum += 255.0 * (found[i] - whole[i]);
      }
      assertThat(sum / image).isCloseTo(0, within(0.2)); // half a reduced pixel is at least 0.5
    }
  }

  private static EncodedBatch sixTimes(Image image) throws Exception {
    List<String> keys = List.of("a", "b", "c", "d", "e", "f");
    return encoded(keys, Collections.nCopies(keys.size(), ImageEncoder.jpeg(image, 100)));
  }

  /** About a quarter of a grey level more with each column and row. */
  private static Image ramp(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(i / 3 % width * 0.27 + i / 3 / width * 0.23);
    }
    return Image.of(pixels, width, height);
  }

  @Test
  void pixelsDoNotDependOnTheBatchOrTheThreads() throws Exception {
    Augmentation augmentation = Preset.STRONG.training(60, Pictures.PLAIN).on(BackendChoice.JAVA);
    byte[] jpeg = ImageEncoder.jpeg(scene(300, 200), 90);
    byte[] other = ImageEncoder.jpeg(scene(411, 333), 90);
    EncodedBatch three = encoded(List.of("x", "key", "y"), List.of(other, jpeg, other));

    float[] alone = augmentation.apply(encoded(List.of("key"), List.of(jpeg)), SEED, 1).inputs();
    float[] among = augmentation.apply(three, SEED, 1).inputs();
    BackendChoice threads = new BackendChoice(BackendChoice.Policy.JAVA, "", 4);
    float[] spread = augmentation.on(threads).apply(three, SEED, 1).inputs();

    assertThat(Arrays.copyOfRange(among, alone.length, 2 * alone.length)).isEqualTo(alone);
    assertThat(spread).isEqualTo(among);
  }

  static Stream<Backend> backends() {
    return TestedBackends.all();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void allBackendsDecodeAlike(Backend backend) throws Exception {
    Augmentation augmentation = Preset.STRONG.training(60, Pictures.PLAIN);
    EncodedBatch batch =
        encoded(
            List.of("x", "key", "y"),
            List.of(
                ImageEncoder.jpeg(scene(300, 200), 90),
                ImageEncoder.png(scene(77, 99)),
                ImageEncoder.jpeg(scene(140, 130), 90)));
    Sources sources = new EncodedSources(batch, augmentation, SEED, 2);
    Output output =
        new Output(60, dev.kindling.datablock.batch.Layout.NCHW, Sampling.DEFAULT, Pictures.PLAIN);

    float[] found = backend.warp(sources, output, new BackendUse.Meter());

    float[] expected = augmentation.on(BackendChoice.JAVA).apply(batch, SEED, 2).inputs();
    for (int i = 0; i < found.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(1e-4f));
    }
  }

  @Test
  void otherFormatsAreTakenWhole() throws Exception {
    Augmentation augmentation = Preset.STANDARD.training(20, Pictures.PLAIN);
    EncodedBatch png = encoded(List.of("a"), List.of(ImageEncoder.png(scene(200, 160))));

    assertThat(augmentation.apply(png, SEED, 0).inputs())
        .isEqualTo(augmentation.apply(decodedWhole(png), SEED, 0).inputs());
  }

  private static EncodedBatch encoded(List<String> keys, List<byte[]> contents) throws Exception {
    List<OpenedImage> images = new ArrayList<>();
    for (byte[] content : contents) {
      images.add(ImageDecoder.of(DecodeLimits.NONE).open(content));
    }
    return new EncodedBatch(keys, images, Collections.nCopies(keys.size(), 0));
  }

  private static ImageBatch decodedWhole(EncodedBatch batch) throws Exception {
    List<Image> images = new ArrayList<>();
    for (OpenedImage image : batch.images()) {
      images.add(image.decode(1).image());
    }
    return new ImageBatch(batch.keys(), images, batch.targets());
  }

  /** Smooth shapes with some edges. */
  private static Image scene(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      double wave = Math.sin(x * 0.03 + i % 3) * Math.cos(y * 0.05 - i % 3);
      int edge = (x / 60 + y / 45) % 2 == 0 ? 20 : -20;
      pixels[i] = (byte) (128 + 80 * wave + edge);
    }
    return Image.of(pixels, width, height);
  }
}
