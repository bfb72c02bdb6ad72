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
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageEncoder;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
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

  @Option(names = "--decoding", description = "Only what begins with decoding a JPEG.")
  private boolean decoding;

  @Override
  public void run() {
    List<byte[]> jpegs =
        AugmentWork.scenes(batch).stream()
            .map(scene -> ImageEncoder.jpeg(scene, ImageEncoder.SMALL))
            .toList();
    List<Image> images = jpegs.stream().map(AugmentBench::decoded).toList();
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
      if (!decoding) {
        race("warp + colour", AugmentWork.EVERYTHING, size, images);
        race("crop + flip", AugmentWork.CROP_AND_FLIP, size, images);
      }
      endToEnd(size, jpegs);
    }
    endToEnd(64, jpegs);
  }

  private void race(String work, List<BatchTransform> transforms, int size, List<Image> images) {
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
    race.run("%s, to %d, one thread".formatted(work, size), warmups, rounds, images.size());
  }

  /**
   * The peer twice: decoding whole, as everybody does, and reduced as far as each plan allows,
   * which is our own trick done with its calls.
   */
  private void endToEnd(int size, List<byte[]> jpegs) {
    OpenCvChain peer = new OpenCvChain(size, Normalize.IMAGENETTE, jpegs.size());
    Augmentation ours =
        Augmentation.of(AugmentWork.EVERYTHING, size, Normalize.IMAGENETTE).on(BackendChoice.JAVA);
    Augmentation likeThePeer = ours.sampling(Sampling.DEFAULT.with(Shrinking.NEAREST_PIXELS));
    List<ItemPlan> plans = AugmentWork.plans(ours, AugmentWork.encoded(jpegs));
    List<Integer> reductions = plans.stream().map(ours::reduction).toList();
    new Race()
        .enter(
            "OpenCV decode whole + OpenCV, not antialiased",
            () -> decodeAndApply(peer, jpegs, plans, Collections.nCopies(jpegs.size(), 1)))
        .enter(
            "OpenCV decode by plan + OpenCV, not antialiased",
            () -> decodeAndApply(peer, jpegs, plans, reductions))
        .enter(
            "ours, not antialiased",
            () -> AugmentWork.apply(likeThePeer, AugmentWork.encoded(jpegs)))
        .enter("ours", () -> AugmentWork.apply(ours, AugmentWork.encoded(jpegs)))
        .run(
            "decode JPEG + warp + colour, to %d, one thread; %s"
                .formatted(size, decodedAt(reductions)),
            warmups,
            rounds,
            jpegs.size());
  }

  private static void decodeAndApply(
      OpenCvChain peer, List<byte[]> jpegs, List<ItemPlan> plans, List<Integer> reductions) {
    for (int i = 0; i < jpegs.size(); i++) {
      int reduction = reductions.get(i);
      peer.apply(peer.decode(jpegs.get(i), reduction), plans.get(i).reduced(reduction), i);
    }
  }

  private static String decodedAt(List<Integer> reductions) {
    return reductions.stream()
        .collect(Collectors.groupingBy(r -> "1/" + r, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(entry -> "%d at %s".formatted(entry.getValue(), entry.getKey()))
        .collect(Collectors.joining(", ", "plans need ", ""));
  }

  private static void apply(OpenCvChain peer, List<Mat> pictures, List<ItemPlan> plans) {
    for (int i = 0; i < pictures.size(); i++) {
      peer.apply(pictures.get(i), plans.get(i), i);
    }
  }

  private static Image decoded(byte[] jpeg) {
    try {
      return AugmentWork.opened(jpeg).decode(1).image();
    } catch (BadItemException e) {
      throw new IllegalStateException(e);
    }
  }
}
