package dev.kindling.datablock.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageHeaderTest {
  @ParameterizedTest
  @CsvSource({"jpg, JPEG", "png, PNG", "gif, GIF", "bmp, BMP", "tif, TIFF"})
  void tellsFormatAndSize(String written, ImageFormat format) throws Exception {
    byte[] content =
        Pictures.encoded(Pictures.pattern(BufferedImage.TYPE_INT_RGB, 31, 17), written);

    assertThat(ImageHeader.read(content))
        .isEqualTo(new ImageHeader(format, 31, 17, Orientation.UPRIGHT));
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 101})
  void tellsTheSizeOfALossyAndALosslessWebp(int quality) throws Exception {
    byte[] content = Pictures.webp(Pictures.image(31, 17), quality);

    assertThat(ImageHeader.read(content))
        .isEqualTo(new ImageHeader(ImageFormat.WEBP, 31, 17, Orientation.UPRIGHT));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void readsTheOrientationInEitherByteOrder(int tag) throws Exception {
    byte[] jpeg = Pictures.jpeg(12, 10);

    ImageHeader little = ImageHeader.read(Exif.intoJpeg(jpeg, tag, ByteOrder.LITTLE_ENDIAN));
    ImageHeader big = ImageHeader.read(Exif.intoJpeg(jpeg, tag, ByteOrder.BIG_ENDIAN));
    ImageHeader png = ImageHeader.read(Exif.intoPng(Pictures.png(12, 10), tag));

    assertThat(little.orientation().tag()).isEqualTo(tag);
    assertThat(big).isEqualTo(little);
    assertThat(png.orientation().tag()).isEqualTo(tag);
    assertThat(little.uprightWidth()).isEqualTo(tag < 5 ? 12 : 10);
    assertThat(little.uprightHeight()).isEqualTo(tag < 5 ? 10 : 12);
  }

  @Test
  void damagedExifDataCountsAsUpright() throws Exception {
    byte[] content = Exif.intoJpeg(Pictures.jpeg(12, 10), 6, ByteOrder.BIG_ENDIAN);
    content[2 + 4 + 6 + 4] = 0x7f; // the directory's offset, now far outside

    assertThat(ImageHeader.read(content).orientation()).isEqualTo(Orientation.UPRIGHT);
  }

  @ParameterizedTest
  @CsvSource({"jpg, 0", "png, 0", "gif, 0", "bmp, 0", "tif, 0"})
  void everyBeginningOfAFileIsAHeaderOrAReason(String written, int from) {
    byte[] content = Pictures.encoded(Pictures.pattern(BufferedImage.TYPE_INT_RGB, 9, 5), written);

    for (int length = from; length < content.length; length++) {
      byte[] beginning = Arrays.copyOf(content, length);
      try {
        assertThat(ImageHeader.read(beginning).width()).isEqualTo(9);
      } catch (BadItemException e) {
        assertThat(e.reason())
            .isIn(
                QuarantineReason.EMPTY, QuarantineReason.NOT_AN_IMAGE, QuarantineReason.TRUNCATED);
      }
    }
  }

  @Test
  void saysWhatTheBytesBeginWithWhenTheyAreNoImage() {
    byte[] text = "Hello, I am no picture".getBytes(UTF_8);

    assertThatThrownBy(() -> ImageHeader.read(text))
        .isInstanceOf(BadItemException.class)
        .hasMessage(
            "begins with bytes 48 65 6c 6c 6f 2c 20 49,"
                + " expected a JPEG, PNG, GIF, BMP, WebP or TIFF");
  }

  @Test
  void doesNotTakeATextThatBeginsWithBmForABitmap() {
    assertThat(ImageFormat.sniff("BMW, Audi and Mercedes-Benz".getBytes(UTF_8))).isEmpty();
  }
}
