package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.BadItemException;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PresizeTest {
  private final ImageDecoder decoder = ImageDecoder.of(DecodeLimits.DEFAULT);

  @ParameterizedTest
  @CsvSource({
    "300, 200, 150, 100",
    "200, 300, 100, 150",
    "333, 200, 167, 100",
    "900, 101, 891, 100"
  })
  void makesTheShortSideAsLongAsAskedAndKeepsTheProportion(
      int width, int height, int presizedWidth, int presizedHeight) throws Exception {
    EncodedImage presized = new Presize(100).apply(Pictures.jpeg(width, height), decoder);

    assertThat(presized.width()).isEqualTo(presizedWidth);
    assertThat(presized.height()).isEqualTo(presizedHeight);
    Image image = decoder.decode(presized.content());
    assertThat(image.width()).isEqualTo(presizedWidth);
    assertThat(image.height()).isEqualTo(presizedHeight);
  }

  @ParameterizedTest
  @CsvSource({"jpg, JPEG", "png, PNG", "bmp, PNG", "gif, PNG", "tif, PNG"})
  void storesLosslessFormatsAsPngAndOthersAsJpeg(String written, ImageFormat stored)
      throws Exception {
    byte[] content = Pictures.encoded(Pictures.gradient(60, 40), written);

    EncodedImage presized = new Presize(20).apply(content, decoder);

    assertThat(presized.format()).isEqualTo(stored);
    assertThat(ImageFormat.sniff(presized.content())).contains(stored);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "bmp"})
  void leavesTheBytesOfASmallUprightImageAlone(String format) throws Exception {
    byte[] content = Pictures.encoded(Pictures.gradient(60, 40), format);

    EncodedImage presized = new Presize(40).apply(content, decoder);

    assertThat(presized.content()).isEqualTo(content);
    assertThat(presized.width()).isEqualTo(60);
    assertThat(presized.height()).isEqualTo(40);
  }

  @Test
  void setsUprightWhateverItStores() throws Exception {
    byte[] content = Exif.intoJpeg(Pictures.blocks("abcdef", 2), 6, ByteOrder.BIG_ENDIAN);

    EncodedImage presized = new Presize(1000).apply(content, decoder);

    assertThat(presized.width()).isEqualTo(3 * Pictures.BLOCK);
    assertThat(ImageHeader.read(presized.content()).orientation()).isEqualTo(Orientation.UPRIGHT);
    assertThat(Pictures.letters(decoder.decode(presized.content()))).isEqualTo("ecafdb");
  }

  @Test
  void eachPixelIsTheMeanOfItsArea() {
    byte[] pixels = new byte[4 * 4 * 3];
    for (int i = 0; i < 16; i++) {
      Arrays.fill(pixels, i * 3, i * 3 + 3, (byte) (i * 10));
    }

    Image small = new Presize(2).shrink(Image.of(pixels, 4, 4));

    // (0 + 10 + 40 + 50) / 4 = 25, and so on
    assertThat(small.pixels())
        .containsExactly(25, 25, 25, 45, 45, 45, 105, 105, 105, 125, 125, 125);
  }

  @Test
  void aCheckerboardBecomesGreyRatherThanAliased() {
    BufferedImage board = new BufferedImage(90, 90, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 90 * 90; i++) {
      board.setRGB(i % 90, i / 90, (i % 90 + i / 90) % 2 == 0 ? 0xffffff : 0);
    }

    Image small = new Presize(30).shrink(RgbPixels.of(board));

    for (byte sample : small.pixels()) {
      assertThat(sample & 0xff).isBetween(112, 143); // four or five of nine are white
    }
  }

  @Test
  void checksSmallImagesToo() {
    byte[] content = Pictures.jpeg(40, 40);

    assertThatThrownBy(
            () -> new Presize(100).apply(Arrays.copyOf(content, content.length / 2), decoder))
        .isInstanceOf(BadItemException.class);
  }

  @Test
  void refusesASideOfNoLength() {
    assertThatThrownBy(() -> new Presize(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Presize short side must be at least 1 pixel, got 0");
  }
}
