package dev.kindling.datablock.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/** Any Java image as 8-bit RGB; alpha is dropped and 16-bit samples keep their high byte. */
final class RgbPixels {
  private RgbPixels() {}

  static Image of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), Image.CHANNELS)];
    if (plainGrey(image)) {
      copyGrey(image, pixels);
    } else {
      copyColours(image, pixels);
    }
    return Image.of(pixels, width, height);
  }

  private static void copyColours(BufferedImage image, byte[] pixels) {
    int width = image.getWidth();
    int[] row = new int[width];
    int out = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int argb : row) {
        pixels[out++] = (byte) (argb >> 16);
        pixels[out++] = (byte) (argb >> 8);
        pixels[out++] = (byte) argb;
      }
    }
  }

  /** Java takes grey for linear light and would brighten it; the stored values are meant. */
  private static boolean plainGrey(BufferedImage image) {
    ColorModel model = image.getColorModel();
    return model.getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && !(model instanceof IndexColorModel)
        && !model.isAlphaPremultiplied()
        && model.getComponentSize(0) <= 16;
  }

  private static void copyGrey(BufferedImage image, byte[] pixels) {
    Raster raster = image.getRaster();
    int width = raster.getWidth();
    int bits = image.getColorModel().getComponentSize(0);
    int[] row = new int[width];
    int out = 0;
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, 0, row);
      for (int sample : row) {
        byte grey = (byte) (bits >= 8 ? sample >> (bits - 8) : sample * 255 / ((1 << bits) - 1));
        pixels[out++] = grey;
        pixels[out++] = grey;
        pixels[out++] = grey;
      }
    }
  }
}
