package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OrientationTest {
  @ParameterizedTest
  @CsvSource({
    "1, ab/cd/ef",
    "2, ba/dc/fe",
    "3, fe/dc/ba",
    "4, ef/cd/ab",
    "5, ace/bdf",
    "6, eca/fdb",
    "7, fdb/eca",
    "8, bdf/ace"
  })
  void setsTwoByThreePixelsUpright(int tag, String upright) {
    assertThat(text(Orientation.of(tag).apply(image("ab/cd/ef")))).isEqualTo(upright);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, -1, 65535})
  void takesAnUnknownTagForUpright(int tag) {
    assertThat(Orientation.of(tag)).isEqualTo(Orientation.UPRIGHT);
  }

  @Test
  void aQuarterTurnThereAndBackIsTheIdentity() {
    Image image = Pictures.image(5, 3);

    Image back = Orientation.ROTATE_270.apply(Orientation.ROTATE_90.apply(image));

    assertThat(back.pixels()).isEqualTo(image.pixels());
  }

  /** Letters as pixels: red is the letter, green and blue follow from it. */
  private static Image image(String rows) {
    String[] lines = rows.split("/", -1);
    byte[] pixels = new byte[lines.length * lines[0].length() * Image.CHANNELS];
    int at = 0;
    for (String line : lines) {
      for (char letter : line.toCharArray()) {
        pixels[at++] = (byte) letter;
        pixels[at++] = (byte) (letter + 50);
        pixels[at++] = (byte) (letter + 100);
      }
    }
    return Image.of(pixels, lines[0].length(), lines.length);
  }

  private static String text(Image image) {
    StringBuilder text = new StringBuilder();
    for (int y = 0; y < image.height(); y++) {
      text.append(y == 0 ? "" : "/");
      for (int x = 0; x < image.width(); x++) {
        int rgb = Pictures.rgb(image, x, y);
        char letter = (char) (rgb >> 16);
        assertThat(rgb & 0xffff).isEqualTo((letter + 50) << 8 | letter + 100);
        text.append(letter);
      }
    }
    return text.toString();
  }
}
