package dev.kindling.augment;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.image.Image;
import java.util.List;

/** Small images for tests. */
final class Pictures {
  /** Values of 0 to 255 become 0 to 1. */
  static final Normalize PLAIN = new Normalize(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  private Pictures() {}

  /** A grey picture of these values, row by row. */
  static Image grey(int width, int... values) {
    byte[] pixels = new byte[values.length * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) values[i / 3];
    }
    return Image.of(pixels, width, values.length / width);
  }

  static Image noise(int width, int height, int seed) {
    byte[] pixels = new byte[width * height * 3];
    new Seed(seed).random("noise", 0).nextBytes(pixels);
    return Image.of(pixels, width, height);
  }
}
