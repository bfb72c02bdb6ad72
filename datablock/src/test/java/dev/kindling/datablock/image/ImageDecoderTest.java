package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {
  private final ImageDecoder decoder = ImageDecoder.of(DecodeLimits.DEFAULT);

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "tif"})
  void keepsEveryPixelOfALosslessFormat(String format) throws Exception {
    byte[] content = Pictures.encoded(Pictures.pattern(BufferedImage.TYPE_INT_RGB, 7, 5), format);

    Image image = decoder.decode(content);

    assertThat(image.width()).isEqualTo(7);
    assertThat(image.height()).isEqualTo(5);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        assertThat(Pictures.rgb(image, x, y)).isEqualTo(Pictures.colour(x, y));
      }
    }
  }
}
