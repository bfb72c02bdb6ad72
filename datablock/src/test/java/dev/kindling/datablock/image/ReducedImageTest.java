package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReducedImageTest {
  private final ImageDecoder decoder = ImageDecoder.of(DecodeLimits.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    // 21 x 13 pixels are stored; a quarter of that is 5.25 x 3.25, which fills 6 x 4
    "1, 6, 4, 0, 0",
    "2, 6, 4, 0.75, 0",
    "3, 6, 4, 0.75, 0.75",
    "4, 6, 4, 0, 0.75",
    "5, 4, 6, 0, 0",
    "6, 4, 6, 0.75, 0",
    "7, 4, 6, 0.75, 0.75",
    "8, 4, 6, 0, 0.75"
  })
  void saysWhereThePictureLies(int tag, int width, int height, double left, double top)
      throws Exception {
    byte[] jpeg =
        Exif.intoJpeg(ImageEncoder.jpeg(Pictures.image(21, 13), 90), tag, ByteOrder.BIG_ENDIAN);

    ReducedImage quarter = decoder.open(jpeg).decode(4);

    assertThat(quarter.reduction()).isEqualTo(4);
    assertThat(quarter.image().width()).isEqualTo(width);
    assertThat(quarter.image().height()).isEqualTo(height);
    assertThat(quarter.left()).isEqualTo(left);
    assertThat(quarter.top()).isEqualTo(top);
  }

  @Test
  void otherFormatsAreDecodedWhole() throws Exception {
    OpenedImage png = decoder.open(ImageEncoder.png(Pictures.image(64, 48)));

    ReducedImage decoded = png.decode(8);

    assertThat(decoded.reduction()).isEqualTo(1);
    assertThat(decoded.image().pixels()).isEqualTo(Pictures.image(64, 48).pixels());
  }

  @Test
  void sizesAreKnownBeforeDecodingAndUpright() throws Exception {
    byte[] jpeg =
        Exif.intoJpeg(ImageEncoder.jpeg(Pictures.image(21, 13), 90), 6, ByteOrder.BIG_ENDIAN);

    assertThat(decoder.open(jpeg).width()).isEqualTo(13);
    assertThat(decoder.open(jpeg).height()).isEqualTo(21);
  }

  @Test
  void oneImageAfterTheOtherGoesIntoTheSameMemory() throws Exception {
    byte[] first = ImageEncoder.jpeg(Pictures.image(40, 40), 90);
    byte[] second = ImageEncoder.jpeg(Pictures.image(32, 24), 90);
    try (PixelBuffer buffer = PixelBuffer.inRgb()) {
      ReducedImage large = decoder(first).decode(1, buffer);
      ReducedImage small = decoder(second).decode(1, buffer);

      assertThat(small.image().pixels()).isSameAs(large.image().pixels());
      assertThat(small.image().pixels())
          .startsWith(ImageDecoder.of(DecodeLimits.NONE).decode(second).pixels());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6})
  void whoTakesAnyOrderGetsTheSamePixels(int tag) throws Exception {
    byte[] jpeg =
        Exif.intoJpeg(ImageEncoder.jpeg(Pictures.image(40, 30), 90), tag, ByteOrder.BIG_ENDIAN);
    byte[] expected = decoder(jpeg).decode(1).image().pixels();
    try (PixelBuffer buffer = PixelBuffer.inAnyOrder()) {
      Image image = decoder(jpeg).decode(1, buffer).image();

      assertThat(image.order()).isEqualTo(ChannelOrder.BGR);
      for (int first = 0; first < expected.length; first += Image.CHANNELS) {
        assertThat(image.pixels()[first]).isEqualTo(expected[first + 2]);
        assertThat(image.pixels()[first + 1]).isEqualTo(expected[first + 1]);
        assertThat(image.pixels()[first + 2]).isEqualTo(expected[first]);
      }
    }
  }

  private static OpenedImage decoder(byte[] content) throws Exception {
    return ImageDecoder.of(DecodeLimits.NONE).open(content);
  }

  @Test
  void otherPartsAreRefused() throws Exception {
    OpenedImage image = decoder.open(ImageEncoder.jpeg(Pictures.image(21, 13), 90));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> image.decode(3))
        .withMessage("reduction must be 1, 2, 4 or 8, got 3");
  }
}
