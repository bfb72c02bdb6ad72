package dev.kindling.datablock;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/**
 * Builds small folders of images for tests.
 *
 * @param root of the folder
 */
public record ImageFolder(Path root) {

  /** Adds a 4 x 3 PNG of one colour. */
  public ImageFolder png(String key, int rgb) {
    BufferedImage image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 4; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    return write(key, path -> ImageIO.write(image, "png", path.toFile()));
  }

  /** Adds a file of that text. */
  public ImageFolder text(String key, String content) {
    return bytes(key, content.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a file of these bytes. */
  public ImageFolder bytes(String key, byte[] content) {
    return write(key, path -> Files.write(path, content));
  }

  /**
   * Adds {@code train/a}, {@code train/b}, {@code valid/a} and {@code valid/b} with so many images
   * each, every one of its own colour.
   */
  public ImageFolder classes(int each) {
    int colour = 1;
    for (String folder : new String[] {"train/a", "train/b", "valid/a", "valid/b"}) {
      for (int i = 0; i < each; i++) {
        png("%s/%d.png".formatted(folder, i), 0x000101 * colour++);
      }
    }
    return this;
  }

  /** The path as a user writes it. */
  public String path() {
    return root.toString();
  }

  private ImageFolder write(String key, Writer writer) {
    try {
      Path path = root.resolve(key);
      Files.createDirectories(path.getParent());
      writer.write(path);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Writer {
    void write(Path path) throws IOException;
  }
}
