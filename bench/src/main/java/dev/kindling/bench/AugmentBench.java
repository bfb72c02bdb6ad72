package dev.kindling.bench;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.BackendChoice;
import dev.kindling.augment.BatchTransform;
import dev.kindling.augment.Brightness;
import dev.kindling.augment.Contrast;
import dev.kindling.augment.Flip;
import dev.kindling.augment.Hue;
import dev.kindling.augment.ItemPlan;
import dev.kindling.augment.Normalize;
import dev.kindling.augment.RandomResizedCrop;
import dev.kindling.augment.Rotate;
import dev.kindling.augment.Sampling;
import dev.kindling.augment.Sampling.Shrinking;
import dev.kindling.augment.Saturation;
import dev.kindling.augment.Warp;
import dev.kindling.augment.kernel.Device;
import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench augment}: our backends beside OpenCV's chain, on the same images and plans. */
@Command(
    name = "augment",
    description = "Warp, colour and normalise 64 images of 500 x 375, beside OpenCV.",
    mixinStandardHelpOptions = true)
final class AugmentBench implements Runnable {
  private static final int WIDTH = 500;
  private static final int HEIGHT = 375;
  private static final Seed SEED = new Seed(1);
  private static final List<BatchTransform> EVERYTHING =
      List.of(
          new RandomResizedCrop(0.35, 1),
          new Flip(0.5),
          new Rotate(15, 1),
          new Warp(0.1, 1),
          new Brightness(0.2, 1),
          new Contrast(0.2, 1),
          new Saturation(0.2, 1),
          new Hue(0.05, 1));
  private static final List<BatchTransform> CROP_AND_FLIP =
      List.of(new RandomResizedCrop(0.35, 1), new Flip(0.5));

  @Option(names = "--batch", defaultValue = "64", description = "Images (${DEFAULT-VALUE}).")
  private int batch;

  @Option(names = "--rounds", defaultValue = "30", description = "Timed turns (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--warmups",
      defaultValue = "10",
      description = "Turns before (${DEFAULT-VALUE}).")
  private int warmups;

  @Override
  public void run() {
    List<byte[]> jpegs =
        IntStream.range(0, batch)
            .mapToObj(i -> ImageEncoder.jpeg(scene(i), ImageEncoder.SMALL))
            .toList();
    List<Image> images = jpegs.stream().map(AugmentBench::decoded).toList();
    System.out.printf(
        "%d images of %d x %d, %d turns after %d to warm up; %s; Java %s%n",
        batch,
        WIDTH,
        HEIGHT,
        rounds,
        warmups,
        Device.all().devices().isEmpty() ? Device.all().problem() : Device.all().devices(),
        System.getProperty("java.version"));
    for (int size : new int[] {224, 128}) {
      race("warp + colour, to %d, one thread".formatted(size), EVERYTHING, size, images);
      race("crop + flip, to %d, one thread".formatted(size), CROP_AND_FLIP, size, images);
      endToEnd(size, jpegs);
    }
  }

  private void race(String title, List<BatchTransform> transforms, int size, List<Image> images) {
    Augmentation ours = Augmentation.of(transforms, size, Normalize.IMAGENETTE);
    Augmentation likeThePeer = ours.sampling(Sampling.DEFAULT.with(Shrinking.NEAREST_PIXELS));
    ImageBatch batch = batch(images);
    OpenCvChain peer = new OpenCvChain(size, Normalize.IMAGENETTE, images.size());
    List<Mat> pictures = images.stream().map(OpenCvChain::picture).toList();
    List<ItemPlan> plans = plans(ours, batch);
    Race race =
        new Race()
            .enter("OpenCV, not antialiased", () -> apply(peer, pictures, plans))
            .enter("java, not antialiased", applied(likeThePeer.on(BackendChoice.JAVA), batch))
            .enter("java", applied(ours.on(BackendChoice.JAVA), batch));
    for (Device device : Device.all().devices()) {
      BackendChoice choice =
          new BackendChoice(BackendChoice.Policy.OPENCL, Integer.toString(device.index()), 1);
      String name = "opencl " + device.index() + " (" + device.type() + ")";
      race.enter(name + ", not antialiased", applied(likeThePeer.on(choice), batch));
      race.enter(name, applied(ours.on(choice), batch));
    }
    race.run(title, warmups, rounds, images.size());
  }

  private void endToEnd(int size, List<byte[]> jpegs) {
    OpenCvChain peer = new OpenCvChain(size, Normalize.IMAGENETTE, jpegs.size());
    Augmentation ours =
        Augmentation.of(EVERYTHING, size, Normalize.IMAGENETTE).on(BackendChoice.JAVA);
    Augmentation likeThePeer = ours.sampling(Sampling.DEFAULT.with(Shrinking.NEAREST_PIXELS));
    List<ItemPlan> plans = plans(ours, batch(jpegs.stream().map(AugmentBench::decoded).toList()));
    new Race()
        .enter(
            "OpenCV decode + OpenCV, not antialiased",
            () -> {
              for (int i = 0; i < jpegs.size(); i++) {
                try (Mat picture = OpenCvChain.decode(jpegs.get(i))) {
                  peer.apply(picture, plans.get(i), i);
                }
              }
            })
        .enter("ours, not antialiased", decodedAndApplied(likeThePeer, jpegs))
        .enter("ours", decodedAndApplied(ours, jpegs))
        .run(
            "decode JPEG + warp + colour, to %d, one thread".formatted(size),
            warmups,
            rounds,
            jpegs.size());
  }

  private static Runnable applied(Augmentation augmentation, ImageBatch batch) {
    return () -> augmentation.apply(batch, SEED, 0);
  }

  private static Runnable decodedAndApplied(Augmentation augmentation, List<byte[]> jpegs) {
    return () ->
        augmentation.apply(batch(jpegs.stream().map(AugmentBench::decoded).toList()), SEED, 0);
  }

  private static void apply(OpenCvChain peer, List<Mat> pictures, List<ItemPlan> plans) {
    for (int i = 0; i < pictures.size(); i++) {
      peer.apply(pictures.get(i), plans.get(i), i);
    }
  }

  private static List<ItemPlan> plans(Augmentation augmentation, ImageBatch batch) {
    List<ItemPlan> plans = new ArrayList<>();
    for (int i = 0; i < batch.count(); i++) {
      plans.add(augmentation.plan(batch.images().get(i), batch.keys().get(i), SEED, 0));
    }
    return plans;
  }

  private static ImageBatch batch(List<Image> images) {
    return new ImageBatch(
        IntStream.range(0, images.size()).mapToObj(i -> "image " + i).toList(),
        images,
        images.stream().map(image -> 0).toList());
  }

  private static Image decoded(byte[] jpeg) {
    try {
      return ImageDecoder.of(DecodeLimits.NONE).decode(jpeg);
    } catch (BadItemException e) {
      throw new IllegalStateException(e);
    }
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
