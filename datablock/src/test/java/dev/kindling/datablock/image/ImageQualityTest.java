package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ImageQualityTest {
  private static final double CLOSE = 1e-6;

  @Test
  void aPlainGreyPictureHasOnlyItsBrightness() {
    ImageQuality quality = ImageQuality.of(image(3, 3, (x, y) -> 0x333333));

    assertThat(quality.brightness()).isCloseTo(0.2, within(CLOSE)); // 51 of 255
    assertThat(quality.contrast()).isCloseTo(0, within(CLOSE));
    assertThat(quality.sharpness()).isCloseTo(0, within(CLOSE));
    assertThat(quality.colourfulness()).isCloseTo(0, within(CLOSE));
  }

  @Test
  void blackAndWhiteHalvesHaveTheMostContrastThereIs() {
    ImageQuality quality = ImageQuality.of(image(4, 4, (x, y) -> x < 2 ? 0 : 0xffffff));

    assertThat(quality.brightness()).isCloseTo(0.5, within(CLOSE));
    assertThat(quality.contrast()).isCloseTo(0.5, within(CLOSE));
    // Inner pixels: the column left of the edge sees +255, the one right of it -255.
    assertThat(quality.sharpness()).isCloseTo(1, within(CLOSE));
  }

  @Test
  void greenCountsMoreForBrightnessThanBlue() {
    assertThat(ImageQuality.of(image(2, 2, (x, y) -> 0x00ff00)).brightness())
        .isCloseTo(0.587, within(CLOSE));
    assertThat(ImageQuality.of(image(2, 2, (x, y) -> 0x0000ff)).brightness())
        .isCloseTo(0.114, within(CLOSE));
  }

  @Test
  void aPlainRedPictureIsAsColourfulAsItsMeanSays() {
    // red - green = 255, (red + green) / 2 - blue = 127.5: 0.3 * sqrt(1 + 1/4)
    assertThat(ImageQuality.of(image(2, 2, (x, y) -> 0xff0000)).colourfulness())
        .isCloseTo(0.3 * Math.sqrt(1.25), within(CLOSE));
  }

  @Test
  void redBesideCyanIsAsColourfulAsTheirSpreadSays() {
    // red - green = +255 and -255, (red + green) / 2 - blue = +127.5 and -127.5; means are 0
    assertThat(ImageQuality.of(image(2, 1, (x, y) -> x == 0 ? 0xff0000 : 0x00ffff)).colourfulness())
        .isCloseTo(Math.sqrt(1.25), within(CLOSE));
  }

  @Test
  void blurringTakesSharpnessAway() {
    Image noise = image(32, 32, (x, y) -> (x * 7919 + y * 104729) % 251 * 0x010101);
    Image blurred = OpenCv.shrink(noise, 8, 8);

    assertThat(ImageQuality.of(blurred).sharpness())
        .isLessThan(ImageQuality.of(noise).sharpness() / 2);
  }

  @Test
  void aLargePictureIsMeasuredOnSomeOfItsRowsAsWell() {
    Image image =
        image(640, 480, (x, y) -> (x * y + 13 * y) % 251 << 16 | (x + y) % 200 << 8 | y % 90);

    ImageQuality quality = ImageQuality.of(image);

    assertThat(quality.brightness()).isCloseTo(slow(image, true), within(0.005));
    assertThat(quality.contrast()).isCloseTo(slow(image, false), within(0.005));
  }

  /** Mean or deviation of luma over every pixel, as the definition has it. */
  private static double slow(Image image, boolean mean) {
    double[] luma = new double[image.width() * image.height()];
    for (int i = 0; i < luma.length; i++) {
      int red = image.pixels()[3 * i] & 0xff;
      int green = image.pixels()[3 * i + 1] & 0xff;
      int blue = image.pixels()[3 * i + 2] & 0xff;
      luma[i] = (0.299 * red + 0.587 * green + 0.114 * blue) / 255;
    }
    double average = Arrays.stream(luma).average().orElseThrow();
    return mean
        ? average
        : Math.sqrt(
            Arrays.stream(luma).map(y -> (y - average) * (y - average)).average().orElseThrow());
  }

  @Test
  void onePixelHasNoNeighboursToBeSharpAgainst() {
    assertThat(ImageQuality.of(image(1, 1, (x, y) -> 0xffffff)))
        .isEqualTo(new ImageQuality(1, 0, 0, 0));
  }

  private interface Colour {
    int at(int x, int y);
  }

  private static Image image(int width, int height, Colour colour) {
    byte[] pixels = new byte[width * height * Image.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * Image.CHANNELS;
        int rgb = colour.at(x, y);
        pixels[at] = (byte) (rgb >> 16);
        pixels[at + 1] = (byte) (rgb >> 8);
        pixels[at + 2] = (byte) rgb;
      }
    }
    return Image.of(pixels, width, height);
  }
}
