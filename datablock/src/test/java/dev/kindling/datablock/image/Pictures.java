package dev.kindling.datablock.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_WEBP_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2BGR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Small pictures, and their bytes as Java's own writers make them. */
public final class Pictures {
  static final int BLOCK = 8;

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

  public static byte[] jpeg(int width, int height) {
    return encoded(gradient(width, height), "jpg");
  }

  /** All black, one bit for each pixel, so that 900 megapixels are about 110 KB. */
  public static byte[] emptyPng(int width, int height) {
    byte[] header = ByteBuffer.allocate(13).putInt(width).putInt(height).put((byte) 1).array();
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    byte[] row = new byte[1 + (width + 7) / 8];
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(rows)) {
      for (int y = 0; y < height; y++) {
        deflater.write(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    png.writeBytes(Exif.chunk("IHDR", header));
    png.writeBytes(Exif.chunk("IDAT", rows.toByteArray()));
    png.writeBytes(Exif.chunk("IEND", new byte[0]));
    return png.toByteArray();
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

  /** Lossless from quality 101 on. */
  static byte[] webp(Image image, int quality) {
    try (PointerScope scope = new PointerScope()) {
      Mat rgb = new Mat(image.height(), image.width(), CV_8UC3, new BytePointer(image.pixels()));
      cvtColor(rgb, rgb, COLOR_RGB2BGR);
      BytePointer bytes = new BytePointer();
      imencode(".webp", rgb, bytes, new IntPointer(new int[] {IMWRITE_WEBP_QUALITY, quality}));
      byte[] content = new byte[(int) bytes.limit()];
      bytes.get(content);
      return content;
    }
  }

  /** The samples as they are, in as many components as the raster has bands. */
  static byte[] jpeg(Raster raster) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(raster, null, null), null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** A JPEG of grey squares, whose brightness stands for a letter. */
  static byte[] blocks(String letters, int columns) {
    int rows = letters.length() / columns;
    BufferedImage image =
        new BufferedImage(columns * BLOCK, rows * BLOCK, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int letter = letters.charAt(y / BLOCK * columns + x / BLOCK) - 'a';
        image.getRaster().setSample(x, y, 0, 20 + 40 * letter);
      }
    }
    return encoded(image, "jpg");
  }

  /** The letters of {@link #blocks}, row by row. */
  static String letters(Image image) {
    StringBuilder letters = new StringBuilder();
    for (int y = BLOCK / 2; y < image.height(); y += BLOCK) {
      for (int x = BLOCK / 2; x < image.width(); x += BLOCK) {
        letters.append((char) ('a' + ((rgb(image, x, y) & 0xff) - 20 + 20) / 40));
      }
    }
    return letters.toString();
  }
}
