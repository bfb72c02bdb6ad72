package dev.kindling.bench;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.BatchTransform;
import dev.kindling.augment.Brightness;
import dev.kindling.augment.Contrast;
import dev.kindling.augment.Flip;
import dev.kindling.augment.Hue;
import dev.kindling.augment.ItemPlan;
import dev.kindling.augment.RandomResizedCrop;
import dev.kindling.augment.Rotate;
import dev.kindling.augment.Saturation;
import dev.kindling.augment.Warp;
import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.EncodedBatch;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.datablock.image.OpenedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The images and transforms that augmentation is timed on. */
final class AugmentWork {
  static final int WIDTH = 500;
  static final int HEIGHT = 375;

  /** A general homography and a full colour matrix. */
  static final List<BatchTransform> EVERYTHING =
      List.of(
          new RandomResizedCrop(0.35, 1),
          new Flip(0.5),
          new Rotate(15, 1),
          new Warp(0.1, 1),
          new Brightness(0.2, 1),
          new Contrast(0.2, 1),
          new Saturation(0.2, 1),
          new Hue(0.05, 1));

  /** Rows stay rows. */
  static final List<BatchTransform> CROP_AND_FLIP =
      List.of(new RandomResizedCrop(0.35, 1), new Flip(0.5));

  private static final Seed SEED = new Seed(1);

  private AugmentWork() {}

  /** The same every time. */
  static Runnable applied(Augmentation augmentation, ImageBatch batch) {
    return () -> apply(augmentation, batch);
  }

  static void apply(Augmentation augmentation, ImageBatch batch) {
    augmentation.apply(batch, SEED, 0);
  }

  static void apply(Augmentation augmentation, EncodedBatch batch) {
    augmentation.apply(batch, SEED, 0);
  }

  /** What {@link #apply} draws. */
  static List<ItemPlan> plans(Augmentation augmentation, ImageBatch batch) {
    List<ItemPlan> plans = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      plans.add(augmentation.plan(batch.images().get(i), batch.keys().get(i), SEED, 0));
    }
    return plans;
  }

  /** What is drawn for JPEGs, in pixels of the whole pictures. */
  static List<ItemPlan> plans(Augmentation augmentation, EncodedBatch batch) {
    List<ItemPlan> plans = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      OpenedImage image = batch.images().get(i);
      plans.add(augmentation.plan(image.width(), image.height(), batch.keys().get(i), SEED, 0));
    }
    return plans;
  }

  static ImageBatch batch(List<Image> images) {
    return new ImageBatch(names(images.size()), images, Collections.nCopies(images.size(), 0));
  }

  static EncodedBatch encoded(List<byte[]> jpegs) {
    return new EncodedBatch(
        names(jpegs.size()),
        jpegs.stream().map(AugmentWork::opened).toList(),
        Collections.nCopies(jpegs.size(), 0));
  }

  private static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "image " + i).toList();
  }

  static OpenedImage opened(byte[] jpeg) {
    try {
      return ImageDecoder.of(DecodeLimits.NONE).open(jpeg);
    } catch (BadItemException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Scenes as JPEGs. */
  static List<byte[]> jpegs(int count) {
    return scenes(count).stream()
        .map(scene -> ImageEncoder.jpeg(scene, ImageEncoder.SMALL))
        .toList();
  }

  static List<Image> scenes(int count) {
    return IntStream.range(0, count).mapToObj(AugmentWork::scene).toList();
  }

  /** Waves of several lengths: as hard to decode as a photo, unlike noise or a plain colour. */
  private static Image scene(int number) {
    byte[] pixels = new byte[WIDTH * HEIGHT * Image.CHANNELS];
    double turn = number * 0.7;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        for (int c = 0; c < Image.CHANNELS; c++) {
          double value =
              128
                  + 50 * Math.sin(x * 0.02 + turn + c)
                  + 40 * Math.sin(y * 0.07 - turn * c)
                  + 20 * Math.sin((x + y) * 0.9 + turn)
                  + 15 * Math.sin((x * 3 - y * 2) * 0.5);
          pixels[(y * WIDTH + x) * Image.CHANNELS + c] =
              (byte) Math.max(0, Math.min(255, (int) value));
        }
      }
    }
    return Image.of(pixels, WIDTH, HEIGHT);
  }
}
