package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.datablock.Seed;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaselineJpegTest {
  private static final String TREE = "javax_imageio_jpeg_image_1.0";

  @ParameterizedTest
  @CsvSource({"64, 48", "16, 16", "17, 9", "33, 31", "200, 1", "99, 64", "131, 257"})
  void givesThePixelsOfOpenCv(int width, int height) throws Exception {
    for (int quality : new int[] {20, 75, 100}) {
      byte[] jpeg = ImageEncoder.jpeg(scene(width, height), quality);

      assertThat(whole(jpeg, width, height).pixels())
          .isEqualTo(OpenCv.decode(jpeg, 1, new PixelBuffer()).pixels());
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 0", "2, 1, 0", "2, 2, 0", "1, 1, 3", "2, 2, 5"})
  void readsEverySamplingAndRestarts(int across, int down, int restart) throws Exception {
    byte[] jpeg = written(scene(83, 61), across, down, restart, false);

    assertThat(whole(jpeg, 83, 61).pixels())
        .isEqualTo(OpenCv.decode(jpeg, 1, new PixelBuffer()).pixels());
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 2"})
  void givesThePixelsOfARegionWhateverIsInTheBuffer(int across, int down) throws Exception {
    byte[] jpeg = written(scene(150, 120), across, down, 0, false);
    Image expected = OpenCv.decode(jpeg, 1, new PixelBuffer());
    PixelBuffer buffer = new PixelBuffer();
    RandomGenerator random = new Seed(3).random("regions", 0);
    for (int i = 0; i < 50; i++) {
      int left = random.nextInt(150);
      int top = random.nextInt(120);
      Region region =
          new Region(
              left,
              top,
              left + 1 + random.nextInt(150 - left),
              top + 1 + random.nextInt(120 - top));
      Arrays.fill(buffer.atLeast(150 * 120 * 3), (byte) i);

      Image found = BaselineJpeg.decode(jpeg, region, buffer).orElseThrow();

      for (int y = region.top(); y < region.bottom(); y++) {
        int from = (y * 150 + region.left()) * 3;
        int to = (y * 150 + region.right()) * 3;
        assertThat(Arrays.equals(found.pixels(), from, to, expected.pixels(), from, to))
            .as("row %d of %s", y, region)
            .isTrue();
      }
    }
  }

  @Test
  void leavesProgressiveAndGreyOnesToOthers() throws Exception {
    byte[] progressive = written(scene(40, 40), 2, 2, 0, true);
    byte[] grey = Pictures.encoded(new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY), "jpg");

    assertThat(BaselineJpeg.decode(progressive, Region.whole(40, 40), new PixelBuffer())).isEmpty();
    assertThat(BaselineJpeg.decode(grey, Region.whole(40, 40), new PixelBuffer())).isEmpty();
  }

  @Test
  void takesNoBitsThatAreNotThere() throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(scene(64, 64), 75);
    for (int length = jpeg.length - 10; length > 0; length -= 7) {
      byte[] cut = Arrays.copyOf(jpeg, length);

      assertThat(BaselineJpeg.decode(cut, Region.whole(64, 64), new PixelBuffer())).isEmpty();
    }
  }

  @Test
  void bearsAnyBytes() throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(scene(64, 64), 75);
    RandomGenerator random = new Seed(4).random("damage", 0);
    PixelBuffer buffer = new PixelBuffer();
    for (int i = 0; i < 3000; i++) {
      byte[] damaged = jpeg.clone();
      for (int j = 0; j < 1 + i % 4; j++) {
        damaged[2 + random.nextInt(i % 2 == 0 ? 620 : damaged.length - 2)] =
            (byte) random.nextInt(256);
      }

      BaselineJpeg.decode(damaged, Region.whole(64, 64), buffer);
    }
    assertThat(BaselineJpeg.decode(jpeg, Region.whole(64, 64), buffer).orElseThrow().pixels())
        .startsWith(OpenCv.decode(jpeg, 1, new PixelBuffer()).pixels());
  }

  private static Image whole(byte[] jpeg, int width, int height) {
    return BaselineJpeg.decode(jpeg, Region.whole(width, height), new PixelBuffer()).orElseThrow();
  }

  /** Waves, with noise on top in one half. */
  private static Image scene(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    RandomGenerator random = new Seed(width).random("scene", height);
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      double wave = 128 + 90 * Math.sin(x * 0.2 + i % 3) * Math.cos(y * 0.11 * (1 + i % 3));
      pixels[i] =
          (byte) Math.max(0, Math.min(255, wave + (x > width / 2 ? random.nextInt(99) : 0)));
    }
    return Image.of(pixels, width, height);
  }

  private static byte[] written(Image image, int across, int down, int restart, boolean progressive)
      throws IOException {
    BufferedImage picture =
        new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        picture.setRGB(x, y, Pictures.rgb(image, x, y));
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    if (progressive) {
      parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
    }
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(new ImageTypeSpecifier(picture), parameters);
    IIOMetadataNode tree = (IIOMetadataNode) metadata.getAsTree(TREE);
    IIOMetadataNode luma = (IIOMetadataNode) tree.getElementsByTagName("componentSpec").item(0);
    luma.setAttribute("HsamplingFactor", Integer.toString(across));
    luma.setAttribute("VsamplingFactor", Integer.toString(down));
    if (restart > 0) {
      IIOMetadataNode interval = new IIOMetadataNode("dri");
      interval.setAttribute("interval", Integer.toString(restart));
      tree.getElementsByTagName("markerSequence").item(0).appendChild(interval);
    }
    metadata.setFromTree(TREE, tree);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(picture, null, metadata), parameters);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
