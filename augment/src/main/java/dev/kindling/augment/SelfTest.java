package dev.kindling.augment;

import dev.kindling.augment.kernel.DeviceFailure;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.Layout;
import dev.kindling.datablock.image.Image;
import java.util.List;
import java.util.random.RandomGenerator;

/** A small batch on which a device must agree with plain Java before it is trusted with others. */
final class SelfTest {
  /** Greatest difference of a value, as a share of a pixel's range. */
  static final double TOLERANCE = 1e-4;

  private static final int SIZE = 24;

  private SelfTest() {}

  /**
   * The backend, if it agrees.
   *
   * @throws DeviceFailure if the device fails or gives other numbers
   */
  static Backend passed(OpenClBackend opencl, Backend java) {
    List<Image> images = List.of(noise(40, 31), noise(17, 64), noise(SIZE, SIZE));
    List<ItemPlan> plans =
        List.of(
            Rotate.turn(ItemPlan.whole(images.get(0)), 33).color(ColorMatrix.hue(0.2)),
            ItemPlan.whole(images.get(1)).through(Tilt.nearer(1, 0.4)),
            ItemPlan.whole(images.get(2)).erase(new Box(0.1, 0.2, 0.5, 0.7)));
    Output output = new Output(SIZE, Layout.NCHW, Sampling.DEFAULT, Normalize.NONE);
    float[] expected = java.warp(images, plans, output, new BackendUse.Meter());
    compare(opencl, expected, opencl.warp(images, plans, output, new BackendUse.Meter()), "warp");
    int[] partners = {1, 2, 0};
    List<Mixture> mixtures =
        List.of(
            new Mixture(0.7, Mixture.NOWHERE),
            new Mixture(1, new Box(0.2, 0, 0.9, 0.5)),
            new Mixture(0.5, Mixture.NOWHERE));
    compare(
        opencl,
        java.mix(expected, partners, mixtures, output, new BackendUse.Meter()),
        opencl.mix(expected, partners, mixtures, output, new BackendUse.Meter()),
        "mix");
    return opencl;
  }

  private static void compare(OpenClBackend opencl, float[] expected, float[] found, String what) {
    for (int i = 0; i < expected.length; i++) {
      if (!(Math.abs(expected[i] - found[i]) <= TOLERANCE)) {
        throw new DeviceFailure(
            "%s gave %s instead of %s for element %d of the self-test of %s"
                .formatted(opencl.device(), found[i], expected[i], i, what));
      }
    }
  }

  private static Image noise(int width, int height) {
    byte[] pixels = new byte[width * height * Image.CHANNELS];
    RandomGenerator random = new Seed(width).random("self-test", height);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Chance.below(256, random);
    }
    return Image.of(pixels, width, height);
  }
}
