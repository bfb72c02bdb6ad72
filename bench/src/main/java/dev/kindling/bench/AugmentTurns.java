package dev.kindling.bench;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.BackendChoice;
import dev.kindling.augment.BatchTransform;
import dev.kindling.augment.ItemPlan;
import dev.kindling.augment.Normalize;
import dev.kindling.augment.Sampling;
import dev.kindling.augment.Sampling.Shrinking;
import dev.kindling.bench.turns.Turns;
import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.batch.EncodedBatch;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.Image;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A contestant of {@code bench augment}, in a JVM of its own: OpenCV's chain, or ours. The same
 * images and draws for all of them.
 */
final class AugmentTurns {
  /** From pixels, a general homography and a full colour matrix. */
  static final String WARP = "warp";

  /** From pixels, rows stay rows. */
  static final String CROP = "crop";

  /** From JPEGs, as {@link #WARP}. */
  static final String DECODE = "decode";

  /** OpenCV, which decodes JPEGs whole, as everybody does. */
  static final String PEER = "opencv";

  /** OpenCV, which decodes as far as each plan needs: our own trick done with its calls. */
  static final String PEER_BY_PLAN = "opencv-by-plan";

  /** Ours, as OpenCV: without antialiasing. */
  static final String PLAIN = "plain";

  /** Ours. */
  static final String ANTIALIASED = "antialiased";

  /** Our plain loop, as a backend. */
  static final String JAVA = "java";

  private AugmentTurns() {}

  /**
   * Serves.
   *
   * @param arguments the work, output size, images, who does it, and for ours the backend: {@code
   *     java} or an OpenCL device's index
   */
  public static void main(String[] arguments) {
    String work = arguments[0];
    int size = Integer.parseInt(arguments[1]);
    List<byte[]> jpegs = AugmentWork.jpegs(Integer.parseInt(arguments[2]));
    String who = arguments[3];
    List<BatchTransform> transforms =
        work.equals(CROP) ? AugmentWork.CROP_AND_FLIP : AugmentWork.EVERYTHING;
    Augmentation ours = Augmentation.of(transforms, size, Normalize.IMAGENETTE);
    Runnable step =
        who.equals(PEER) || who.equals(PEER_BY_PLAN)
            ? peer(work, ours, jpegs, who.equals(PEER_BY_PLAN))
            : ours(work, ours.on(backend(arguments[4])), jpegs, who);
    Turns.serve((long) jpegs.size() * Image.CHANNELS * size * size, step);
  }

  private static BackendChoice backend(String name) {
    return name.equals(JAVA)
        ? BackendChoice.JAVA
        : new BackendChoice(BackendChoice.Policy.OPENCL, name, 1);
  }

  private static Runnable ours(
      String work, Augmentation augmentation, List<byte[]> jpegs, String who) {
    Augmentation sampled =
        who.equals(PLAIN)
            ? augmentation.sampling(Sampling.DEFAULT.with(Shrinking.NEAREST_PIXELS))
            : augmentation;
    if (work.equals(DECODE)) {
      return () -> AugmentWork.apply(sampled, AugmentWork.encoded(jpegs));
    }
    return AugmentWork.applied(sampled, pixels(jpegs));
  }

  private static Runnable peer(
      String work, Augmentation ours, List<byte[]> jpegs, boolean decodingByPlan) {
    OpenCvChain chain = new OpenCvChain(ours.size(), ours.normalize(), jpegs.size());
    if (work.equals(DECODE)) {
      EncodedBatch batch = AugmentWork.encoded(jpegs);
      List<ItemPlan> plans = AugmentWork.plans(ours, batch);
      List<Integer> reductions =
          plans.stream().map(plan -> decodingByPlan ? ours.reduction(plan) : 1).toList();
      return () -> decodeAndApply(chain, jpegs, plans, reductions);
    }
    ImageBatch batch = pixels(jpegs);
    List<ItemPlan> plans = AugmentWork.plans(ours, batch);
    List<Mat> pictures = batch.images().stream().map(OpenCvChain::picture).toList();
    return () -> apply(chain, pictures, plans);
  }

  private static void decodeAndApply(
      OpenCvChain chain, List<byte[]> jpegs, List<ItemPlan> plans, List<Integer> reductions) {
    for (int i = 0; i < jpegs.size(); i++) {
      int reduction = reductions.get(i);
      chain.apply(chain.decode(jpegs.get(i), reduction), plans.get(i).reduced(reduction), i);
    }
  }

  private static void apply(OpenCvChain chain, List<Mat> pictures, List<ItemPlan> plans) {
    for (int i = 0; i < pictures.size(); i++) {
      chain.apply(pictures.get(i), plans.get(i), i);
    }
  }

  private static ImageBatch pixels(List<byte[]> jpegs) {
    return AugmentWork.batch(jpegs.stream().map(AugmentTurns::decoded).toList());
  }

  private static Image decoded(byte[] jpeg) {
    try {
      return AugmentWork.opened(jpeg).decode(1).image();
    } catch (BadItemException e) {
      throw new IllegalStateException(e);
    }
  }
}
