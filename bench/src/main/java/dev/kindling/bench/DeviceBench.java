package dev.kindling.bench;

import dev.kindling.augment.Augmentation;
import dev.kindling.augment.BackendCheck;
import dev.kindling.augment.BackendChoice;
import dev.kindling.augment.Normalize;
import dev.kindling.augment.Sampling;
import dev.kindling.augment.Sampling.Shrinking;
import dev.kindling.augment.kernel.Device;
import dev.kindling.augment.kernel.DeviceFailure;
import dev.kindling.datablock.batch.ImageBatch;
import java.util.ArrayList;
import java.util.List;

/**
 * Augmentation on every OpenCL device of a machine beside plain Java on all of its cores, without
 * OpenCV, Spark or anything else: what {@code bin/gpu-bundle} packs.
 *
 * <p>Arguments: images in a batch (64), timed turns (30), turns before (10).
 */
public final class DeviceBench {
  private static final int SIDE = 224;

  private DeviceBench() {}

  /** Prints what was found and how fast it is; exit code 7 where no device works. */
  public static void main(String[] arguments) {
    int images = argument(arguments, 0, 64);
    int rounds = argument(arguments, 1, 30);
    int warmups = argument(arguments, 2, 10);
    int cores = Runtime.getRuntime().availableProcessors();
    System.out.printf(
        "Java %s, %d cores; %d images of %d x %d, %d turns after %d%n",
        System.getProperty("java.version"),
        cores,
        images,
        AugmentWork.WIDTH,
        AugmentWork.HEIGHT,
        rounds,
        warmups);
    List<BackendChoice> working = working();
    if (working.isEmpty()) {
      System.exit(7);
    }
    ImageBatch batch = AugmentWork.batch(AugmentWork.scenes(images));
    BackendChoice java = new BackendChoice(BackendChoice.Policy.JAVA, "", cores);
    for (int size : new int[] {SIDE, 128}) {
      Augmentation warp =
          Augmentation.of(AugmentWork.EVERYTHING, size, Normalize.IMAGENETTE).on(java);
      Race race = new Race().enter("java, all cores", AugmentWork.applied(warp, batch));
      for (BackendChoice choice : working) {
        String name = "opencl " + choice.device();
        race.enter(name, AugmentWork.applied(warp.on(choice), batch));
        race.enter(
            name + ", not antialiased",
            AugmentWork.applied(
                warp.on(choice).sampling(Sampling.DEFAULT.with(Shrinking.NEAREST_PIXELS)), batch));
      }
      race.run("warp + colour, to " + size, warmups, rounds, images);
    }
    transfer(working, batch, warmups, rounds);
  }

  /** Every device that agrees with plain Java, after a line for each on how it is. */
  private static List<BackendChoice> working() {
    Device.Found found = Device.all();
    if (found.devices().isEmpty()) {
      System.out.println("note    OpenCL  " + found.problem());
    }
    List<BackendChoice> working = new ArrayList<>();
    for (Device device : found.devices()) {
      BackendChoice choice =
          new BackendChoice(BackendChoice.Policy.OPENCL, Integer.toString(device.index()), 1);
      try {
        System.out.printf(
            "ok      OpenCL  %s, %d MiB, worked%n",
            BackendCheck.of(choice).name(), device.memory() >> 20);
        working.add(choice);
      } catch (DeviceFailure e) {
        System.out.printf("broken  OpenCL  %s: %s%n", device, e.reason());
      }
    }
    return working;
  }

  /** To one pixel: nearly all of the time goes into bringing the images to the device. */
  private static void transfer(
      List<BackendChoice> working, ImageBatch batch, int warmups, int rounds) {
    Augmentation least =
        Augmentation.resize(1, Normalize.NONE)
            .sampling(Sampling.DEFAULT.with(Shrinking.NEAREST_PIXELS));
    Race race = new Race();
    for (BackendChoice choice : working) {
      race.enter("opencl " + choice.device(), AugmentWork.applied(least.on(choice), batch));
    }
    race.run(
        "to 1 x 1: the way to the device, %.0f MB"
            .formatted(batch.count() * 3e-6 * AugmentWork.WIDTH * AugmentWork.HEIGHT),
        warmups,
        rounds,
        batch.count());
  }

  private static int argument(String[] arguments, int index, int usual) {
    return index < arguments.length ? Integer.parseInt(arguments[index]) : usual;
  }
}
