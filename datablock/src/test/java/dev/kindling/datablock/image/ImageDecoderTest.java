package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private final ImageDecoder decoder = ImageDecoder.of(DecodeLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tif"})
  void keepsEveryPixelOfALosslessFormat(String format) throws Exception {
    byte[] content = Pictures.encoded(Pictures.pattern(BufferedImage.TYPE_INT_RGB, 7, 5), format);

    assertShowsThePattern(decoder.decode(content), 7, 5);
  }

  @Test
  void keepsEveryPixelOfALosslessWebp() throws Exception {
    assertShowsThePattern(decoder.decode(Pictures.webp(Pictures.image(7, 5), 101)), 7, 5);
  }

  @Test
  void dropsAlphaAndKeepsTheColourBehindIt() throws Exception {
    BufferedImage picture = Pictures.pattern(BufferedImage.TYPE_INT_ARGB, 7, 5);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        picture.setRGB(x, y, x * 40 << 24 | Pictures.colour(x, y));
      }
    }

    assertShowsThePattern(decoder.decode(Pictures.encoded(picture, "png")), 7, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tif", "gif"})
  void repeatsGreyOverTheChannels(String format) throws Exception {
    BufferedImage picture = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 256; i++) {
      picture.getRaster().setSample(i % 16, i / 16, 0, i);
    }

    Image image = decoder.decode(Pictures.encoded(picture, format));

    for (int i = 0; i < 256; i++) {
      assertThat(Pictures.rgb(image, i % 16, i / 16)).isEqualTo(i * 0x010101);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tif"})
  void keepsTheHighByteOf16BitGrey(String format) throws Exception {
    BufferedImage picture = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    picture.getRaster().setSample(0, 0, 0, 0x12ab);
    picture.getRaster().setSample(1, 0, 0, 0xfe01);

    Image image = decoder.decode(Pictures.encoded(picture, format));

    assertThat(Pictures.rgb(image, 0, 0)).isEqualTo(0x121212);
    assertThat(Pictures.rgb(image, 1, 0)).isEqualTo(0xfefefe);
  }

  @Test
  void keepsTheHighByteOf16BitColour() throws Exception {
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
    raster.setPixel(0, 0, new int[] {0x0180, 0x7fff, 0xfe00});

    Image image =
        decoder.decode(Pictures.encoded(new BufferedImage(model, raster, false, null), "png"));

    assertThat(Pictures.rgb(image, 0, 0)).isEqualTo(0x017ffe);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "gif", "bmp", "tif"})
  void looksUpPalettes(String format) throws Exception {
    int[] palette = IntStream.range(0, 20).map(i -> Pictures.colour(i, i)).toArray();
    IndexColorModel model = new IndexColorModel(8, 20, palette, 0, false, -1, DataBuffer.TYPE_BYTE);
    BufferedImage picture = new BufferedImage(20, 1, BufferedImage.TYPE_BYTE_INDEXED, model);
    picture.getRaster().setPixels(0, 0, 20, 1, IntStream.range(0, 20).toArray());

    Image image = decoder.decode(Pictures.encoded(picture, format));

    for (int x = 0; x < 20; x++) {
      assertThat(Pictures.rgb(image, x, 0)).isEqualTo(palette[x]);
    }
  }

  @Test
  void takesCmykAsAdobeStoresItInverted() throws Exception {
    WritableRaster inks = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, 4, null);
    for (int i = 0; i < 256; i++) {
      inks.setPixel(i % 16, i / 16, new int[] {255, 0, 0, 255}); // magenta and yellow, which is red
    }

    int rgb = Pictures.rgb(decoder.decode(Pictures.jpeg(inks)), 8, 8);

    assertThat(rgb >> 16).isCloseTo(255, within(3));
    assertThat(rgb >> 8 & 0xff).isCloseTo(0, within(3));
    assertThat(rgb & 0xff).isCloseTo(0, within(3));
  }

  @ParameterizedTest
  @CsvSource({
    "1, abcdef, 2",
    "2, badcfe, 2",
    "3, fedcba, 2",
    "4, efcdab, 2",
    "5, acebdf, 3",
    "6, ecafdb, 3",
    "7, fdbeca, 3",
    "8, bdface, 3"
  })
  void appliesTheOrientationOnce(int tag, String upright, int columns) throws Exception {
    byte[] content = Exif.intoJpeg(Pictures.blocks("abcdef", 2), tag, ByteOrder.BIG_ENDIAN);

    Image image = decoder.decode(content);

    assertThat(image.width()).isEqualTo(columns * Pictures.BLOCK);
    assertThat(Pictures.letters(image)).isEqualTo(upright);
  }

  @Test
  void appliesTheOrientationOfAPng() throws Exception {
    assertShowsThePatternTurnedRight(decoder.decode(Exif.intoPng(Pictures.png(3, 2), 6)));
  }

  @Test
  void appliesTheOrientationOfAWebp() throws Exception {
    byte[] content = Exif.intoWebp(Pictures.webp(Pictures.image(3, 2), 101), 3, 2, 6);

    assertShowsThePatternTurnedRight(decoder.decode(content));
  }

  @Test
  void appliesTheOrientationOfATiff() throws Exception {
    byte[] content = Exif.tiff(Pictures.image(3, 2), 6);

    assertShowsThePatternTurnedRight(decoder.decode(content));
  }

  @Test
  void anInterruptIsNotTakenForABadItem() {
    byte[] content = Pictures.encoded(Pictures.gradient(16, 16), "gif");

    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> ImageDecoder.of(DecodeLimits.NONE).decode(content))
          .isInstanceOf(CancellationException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void appliesTheOrientationAtReducedScaleToo() throws Exception {
    byte[] content = Exif.intoJpeg(Pictures.jpeg(400, 200), 6, ByteOrder.LITTLE_ENDIAN);

    Image image = decoder.decode(content, 100);

    assertThat(image.width()).isEqualTo(100);
    assertThat(image.height()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"0, 402", "402, 402", "202, 402", "201, 201", "101, 201", "100, 101", "50, 51"})
  void decodesAJpegNoSmallerThanAsked(int minimum, int width) throws Exception {
    Image image = decoder.decode(Pictures.jpeg(402, 402), minimum);

    assertThat(image.width()).isEqualTo(width);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8})
  void aReducedJpegIsTheFullOneMadeSmall(int reduction) throws Exception {
    byte[] content = Pictures.jpeg(320, 240);
    Image full = decoder.decode(content);

    Image reduced = decoder.decode(content, 240 / reduction);

    Image expected = OpenCv.shrink(full, 320 / reduction, 240 / reduction);
    assertThat(Pictures.meanDifference(reduced, expected)).isLessThan(1.0);
  }

  @Test
  void givesTheSamePixelsOnManyThreads() throws Exception {
    byte[] content = Pictures.jpeg(200, 150);
    byte[] expected = decoder.decode(content).pixels();
    ExecutorService threads = Executors.newFixedThreadPool(8);

    List<Future<Image>> images =
        threads.invokeAll(Collections.nCopies(64, (Callable<Image>) () -> decoder.decode(content)));

    for (Future<Image> image : images) {
      assertThat(image.get().pixels()).isEqualTo(expected);
    }
    threads.shutdown();
  }

  @Test
  void travelsToExecutorsWithItsLimits() throws Exception {
    DecodeLimits limits = new DecodeLimits(1000, 100, DecodeLimits.DEFAULT.timeout());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(ImageDecoder.of(limits));

    Object read = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(((ImageDecoder) read).limits()).isEqualTo(limits);
  }

  private static void assertShowsThePatternTurnedRight(Image image) {
    assertThat(image.width()).isEqualTo(2);
    assertThat(image.height()).isEqualTo(3);
    for (int y = 0; y < 3; y++) {
      assertThat(Pictures.rgb(image, 1, y)).isEqualTo(Pictures.colour(y, 0));
      assertThat(Pictures.rgb(image, 0, y)).isEqualTo(Pictures.colour(y, 1));
    }
  }

  private static void assertShowsThePattern(Image image, int width, int height) {
    assertThat(image.width()).isEqualTo(width);
    assertThat(image.height()).isEqualTo(height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        assertThat(Pictures.rgb(image, x, y)).isEqualTo(Pictures.colour(x, y));
      }
    }
  }
}
