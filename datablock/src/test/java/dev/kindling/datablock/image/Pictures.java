package dev.kindling.datablock.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Small pictures, and their bytes as Java's own writers make them. */
final class Pictures {
  private Pictures() {}

  /** Every channel of every pixel differs from its neighbours. */
  static BufferedImage pattern(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, 0xff000000 | colour(x, y));
      }
    }
    return image;
  }

  static int colour(int x, int y) {
    return (x * 37 + 11 & 0xff) << 16 | (y * 53 + 7 & 0xff) << 8 | (x * 5 + y * 91 + 3 & 0xff);
  }

  /** Slow changes, as photos have, which JPEG keeps well. */
  static BufferedImage gradient(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(
            x, y, 255 * x / width << 16 | 255 * y / height << 8 | 128 * (x + y) / (width + height));
      }
    }
    return image;
  }

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] png(int width, int height) {
    return encoded(pattern(BufferedImage.TYPE_INT_RGB, width, height), "png");
  }

  static byte[] jpeg(int width, int height) {
    return encoded(gradient(width, height), "jpg");
  }

  static int rgb(Image image, int x, int y) {
    int at = (y * image.width() + x) * Image.CHANNELS;
    byte[] pixels = image.pixels();
    return (pixels[at] & 0xff) << 16 | (pixels[at + 1] & 0xff) << 8 | pixels[at + 2] & 0xff;
  }

  static Image image(int width, int height) {
    return RgbPixels.of(pattern(BufferedImage.TYPE_INT_RGB, width, height));
  }

  /** Mean absolute difference of the samples, 0 to 255. */
  static double meanDifference(Image one, Image other) {
    byte[] a = one.pixels();
    byte[] b = other.pixels();
    if (a.length != b.length) {
      throw new AssertionError("images of %d and %d samples".formatted(a.length, b.length));
    }
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return (double) sum / a.length;
  }
}
