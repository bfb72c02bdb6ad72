package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageEncoderTest {
  private final ImageDecoder decoder = ImageDecoder.of(DecodeLimits.DEFAULT);

  @Test
  void pngKeepsEveryPixel() throws Exception {
    Image image = Pictures.image(13, 7);

    Image back = decoder.decode(ImageEncoder.png(image));

    assertThat(back.pixels()).isEqualTo(image.pixels());
  }

  @Test
  void fineJpegKeepsThemNearly() throws Exception {
    Image image = RgbPixels.of(Pictures.gradient(64, 48));

    Image back = decoder.decode(ImageEncoder.jpeg(image, ImageEncoder.FINE));

    assertThat(Pictures.meanDifference(back, image)).isLessThan(2.0);
  }

  @Test
  void leavesTheImageAsItWas() {
    Image image = Pictures.image(13, 7);
    byte[] before = image.pixels().clone();

    ImageEncoder.jpeg(image, 50);

    assertThat(image.pixels()).isEqualTo(before);
  }

  @Test
  void aThumbnailFitsItsSquare() throws Exception {
    ImageHeader wide = ImageHeader.read(ImageEncoder.thumbnail(Pictures.image(300, 100), 96));
    ImageHeader small = ImageHeader.read(ImageEncoder.thumbnail(Pictures.image(30, 10), 96));

    assertThat(wide).isEqualTo(new ImageHeader(ImageFormat.JPEG, 96, 32, Orientation.UPRIGHT));
    assertThat(small).isEqualTo(new ImageHeader(ImageFormat.JPEG, 30, 10, Orientation.UPRIGHT));
  }

  @Test
  void refusesAQualityThatThereIsNot() {
    assertThatThrownBy(() -> ImageEncoder.jpeg(Pictures.image(2, 2), 101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("JPEG quality must be in [1, 100], got 101");
  }
}
