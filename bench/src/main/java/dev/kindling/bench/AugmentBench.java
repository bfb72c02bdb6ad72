package dev.kindling.bench;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.BackendChoice;
import dev.kindling.augment.BatchTransform;
import dev.kindling.augment.ItemPlan;
import dev.kindling.augment.Normalize;
import dev.kindling.augment.Sampling;
import dev.kindling.augment.Sampling.Shrinking;
import dev.kindling.augment.kernel.Device;
import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench augment}: our backends beside OpenCV's chain, on the same images and plans. */
@Command(
    name = "augment",
    description = "Warp, colour and normalise 64 images of 500 x 375, beside OpenCV.",
    mixinStandardHelpOptions = true)
final class AugmentBench implements Runnable {
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
        AugmentWork.scenes(batch).stream()
            .map(scene -> ImageEncoder.jpeg(scene, ImageEncoder.SMALL))
            .toList();
    List<Image> images = jpegs.stream().map(jpeg -> decoded(jpeg, 0)).toList();
    System.out.printf(
        "%d images of %d x %d, %d turns after %d to warm up; %s; Java %s%n",
        batch,
        AugmentWork.WIDTH,
        AugmentWork.HEIGHT,
        rounds,
        warmups,
        Device.all().devices().isEmpty() ? Device.all().problem() : Device.all().devices(),
        System.getProperty("java.version"));
    for (int size : new int[] {224, 128}) {
      race(
          "warp + colour, to %d, one thread".formatted(size), AugmentWork.EVERYTHING, size, images);
      race(
          "crop + flip, to %d, one thread".formatted(size),
          AugmentWork.CROP_AND_FLIP,
          size,
          images);
      endToEnd(size, jpegs);
    }
    endToEnd(64, jpegs);
  }

  private void race(String title, List<BatchTransform> transforms, int size, List<Image> images) {
    Augmentation ours = Augmentation.of(transforms, size, Normalize.IMAGENETTE);
    Augmentation likeThePeer = ours.sampling(Sampling.DEFAULT.with(Shrinking.NEAREST_PIXELS));
    ImageBatch batch = AugmentWork.batch(images);
    OpenCvChain peer = new OpenCvChain(size, Normalize.IMAGENETTE, images.size());
    List<Mat> pictures = images.stream().map(OpenCvChain::picture).toList();
    List<ItemPlan> plans = AugmentWork.plans(ours, batch);
    Race race =
        new Race()
            .enter("OpenCV, not antialiased", () -> apply(peer, pictures, plans))
            .enter(
                "java, not antialiased",
                AugmentWork.applied(likeThePeer.on(BackendChoice.JAVA), batch))
            .enter("java", AugmentWork.applied(ours.on(BackendChoice.JAVA), batch));
    for (Device device : Device.all().devices()) {
      BackendChoice choice =
          new BackendChoice(BackendChoice.Policy.OPENCL, Integer.toString(device.index()), 1);
      String name = "opencl " + device.index() + " (" + device.type() + ")";
      race.enter(name + ", not antialiased", AugmentWork.applied(likeThePeer.on(choice), batch));
      race.enter(name, AugmentWork.applied(ours.on(choice), batch));
    }
    race.run(title, warmups, rounds, images.size());
  }

  private void endToEnd(int size, List<byte[]> jpegs) {
    OpenCvChain peer = new OpenCvChain(size, Normalize.IMAGENETTE, jpegs.size());
    Augmentation ours =
        Augmentation.of(AugmentWork.EVERYTHING, size, Normalize.IMAGENETTE).on(BackendChoice.JAVA);
    Augmentation likeThePeer = ours.sampling(Sampling.DEFAULT.with(Shrinking.NEAREST_PIXELS));
    List<ItemPlan> plans =
        AugmentWork.plans(
            ours, AugmentWork.batch(jpegs.stream().map(jpeg -> decoded(jpeg, 0)).toList()));
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
        .enter("ours, not antialiased", decodedAndApplied(likeThePeer, jpegs, 0))
        .enter("ours", decodedAndApplied(ours, jpegs, 0))
        .enter("ours, decoded as for training", decodedAndApplied(ours, jpegs, 2 * size))
        .run(
            "decode JPEG + warp + colour, to %d, one thread".formatted(size),
            warmups,
            rounds,
            jpegs.size());
  }

  /** With JPEGs decoded at a part of their size as far as that short side allows; 0 for whole. */
  private static Runnable decodedAndApplied(
      Augmentation augmentation, List<byte[]> jpegs, int shortSide) {
    return () ->
        AugmentWork.apply(
            augmentation,
            AugmentWork.batch(jpegs.stream().map(jpeg -> decoded(jpeg, shortSide)).toList()));
  }

  private static void apply(OpenCvChain peer, List<Mat> pictures, List<ItemPlan> plans) {
    for (int i = 0; i < pictures.size(); i++) {
      peer.apply(pictures.get(i), plans.get(i), i);
    }
  }

  private static Image decoded(byte[] jpeg, int shortSide) {
    try {
      return ImageDecoder.of(DecodeLimits.NONE).decode(jpeg, shortSide);
    } catch (BadItemException e) {
      throw new IllegalStateException(e);
    }
  }
}
