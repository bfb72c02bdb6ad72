package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
