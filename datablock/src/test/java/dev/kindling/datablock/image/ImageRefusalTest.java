package dev.kindling.datablock.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRefusalTest {
  private final ImageDecoder decoder = ImageDecoder.of(DecodeLimits.DEFAULT);

  @Test
  void aFileWithoutBytesIsEmpty() {
    BadItemException refusal = refusal(decoder, new byte[0]);

    assertThat(refusal.reason()).isEqualTo(QuarantineReason.EMPTY);
  }

  @Test
  void aLongFileIsRefusedBeforeItIsLookedAt() {
    DecodeLimits limits = new DecodeLimits(10, 100, Duration.ofSeconds(20));

    BadItemException refusal = refusal(ImageDecoder.of(limits), new byte[11]);

    assertThat(refusal.reason()).isEqualTo(QuarantineReason.TOO_MANY_BYTES);
    assertThat(refusal).hasMessage("has 11 bytes, at most 10 are read");
  }

  @Test
  void aTextThatIsCalledJpgIsNotAnImage() {
    BadItemException refusal = refusal(decoder, "no picture at all".getBytes(UTF_8));

    assertThat(refusal.reason()).isEqualTo(QuarantineReason.NOT_AN_IMAGE);
  }

  @Test
  void aSmallFileOfManyPixelsIsRefusedByItsHeader() throws Exception {
    byte[] bomb = Pictures.emptyPng(30_000, 30_000);
    assertThat(bomb.length).isLessThan(200_000);

    BadItemException refusal = refusal(decoder, bomb);

    assertThat(refusal.reason()).isEqualTo(QuarantineReason.TOO_MANY_PIXELS);
    assertThat(refusal)
        .hasMessage(
            "png header states 30000 x 30000 = 900000000 pixels, at most 64000000 are decoded");
  }

  @Test
  void theLimitOnPixelsIsTheLastSizeThatIsRead() throws Exception {
    ImageDecoder sixPixels = ImageDecoder.of(new DecodeLimits(1 << 20, 6, Duration.ofSeconds(20)));

    assertThat(sixPixels.decode(Pictures.png(3, 2)).width()).isEqualTo(3);
    assertThat(refusal(sixPixels, Pictures.png(7, 1)).reason())
        .isEqualTo(QuarantineReason.TOO_MANY_PIXELS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp"})
  void aFileCutInHalfIsTruncated(String format) {
    byte[] content = Pictures.encoded(Pictures.pattern(BufferedImage.TYPE_INT_RGB, 64, 64), format);

    BadItemException refusal = refusal(decoder, Arrays.copyOf(content, content.length / 2));

    assertThat(refusal.reason()).isEqualTo(QuarantineReason.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 101})
  void aWebpCutInHalfIsTruncated(int quality) {
    byte[] content = Pictures.webp(Pictures.image(64, 64), quality);

    BadItemException refusal = refusal(decoder, Arrays.copyOf(content, content.length / 2));

    assertThat(refusal.reason()).isEqualTo(QuarantineReason.TRUNCATED);
  }

  @Test
  void aJpegThatLacksItsLastRowsIsTruncatedEvenWithAnEmbeddedEndMarker() {
    byte[] content = Pictures.jpeg(64, 64);
    byte[] cut = Arrays.copyOf(content, content.length - 40);
    byte[] withThumbnail =
        withComment(cut, new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9});

    assertThat(refusal(decoder, withThumbnail).reason()).isEqualTo(QuarantineReason.TRUNCATED);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aJpegThatLacksOnlyItsEndMarkerIsRead(int missing) throws Exception {
    byte[] content = Pictures.jpeg(64, 64);

    Image image = decoder.decode(Arrays.copyOf(content, content.length - missing));

    assertThat(image.pixels()).isEqualTo(decoder.decode(content).pixels());
  }

  @Test
  void aPngThatLacksOnlyItsEndChunkIsRead() throws Exception {
    byte[] content = Pictures.png(64, 64);

    Image image = decoder.decode(Arrays.copyOf(content, content.length - 12));

    assertThat(image.pixels()).isEqualTo(decoder.decode(content).pixels());
  }

  @ParameterizedTest
  @ValueSource(strings = {"jpg", "png", "gif", "bmp", "tif"})
  void whatFollowsTheEndIsOfNoAccount(String format) throws Exception {
    byte[] content = Pictures.encoded(Pictures.pattern(BufferedImage.TYPE_INT_RGB, 16, 16), format);

    Image image = decoder.decode(Arrays.copyOf(content, content.length + 1000));

    assertThat(image.pixels()).isEqualTo(decoder.decode(content).pixels());
  }

  @Test
  void aPngWithAFlippedBitIsCorrupt() {
    byte[] content = Pictures.png(64, 64);
    content[content.length / 2] ^= 1;

    assertThat(refusal(decoder, content).reason()).isEqualTo(QuarantineReason.CORRUPT);
  }

  @Test
  void aPngWithoutPixelsIsCorrupt() throws Exception {
    assertThat(refusal(decoder, Pictures.emptyPng(0, 5)).reason())
        .isEqualTo(QuarantineReason.CORRUPT);
  }

  @Test
  void anImageThatTakesTooLongTimesOut() {
    ImageDecoder hasty =
        ImageDecoder.of(new DecodeLimits(1 << 30, 64_000_000, Duration.ofNanos(1)));

    BadItemException refusal = refusal(hasty, Pictures.jpeg(2000, 2000));

    assertThat(refusal.reason()).isEqualTo(QuarantineReason.TIMEOUT);
  }

  private static BadItemException refusal(ImageDecoder decoder, byte[] content) {
    return catchThrowableOfType(BadItemException.class, () -> decoder.decode(content));
  }

  private static byte[] withComment(byte[] jpeg, byte[] comment) {
    return ByteBuffer.allocate(jpeg.length + 4 + comment.length)
        .put(jpeg, 0, 2)
        .put(new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (2 + comment.length)})
        .put(comment)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }
}
