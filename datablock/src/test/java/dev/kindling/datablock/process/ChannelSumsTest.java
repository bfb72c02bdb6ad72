package dev.kindling.datablock.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.image.Image;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChannelSumsTest {
  @Test
  void areMeansOfLevelsAndOfTheirSquaresByChannel() {
    Image image = Image.of(new byte[] {0, 10, (byte) 255, 4, 20, (byte) 255}, 2, 1);

    ChannelSums sums = ChannelSums.of(image);

    assertThat(sums.means()).isEqualTo(units(2, 15, 255));
    assertThat(sums.squares()).isEqualTo(units(8, 250, 65_025));
  }

  @Test
  void doNotOverflowOnAWhiteImage() {
    byte[] white = new byte[700 * 500 * 3];
    Arrays.fill(white, (byte) 255);

    ChannelSums sums = ChannelSums.of(Image.of(white, 700, 500));

    assertThat(sums.means()).isEqualTo(units(255, 255, 255));
    assertThat(sums.squares()).isEqualTo(units(65_025, 65_025, 65_025));
  }

  @Test
  void agreeWithPlainArithmeticOnManyPixels() {
    byte[] pixels = new byte[401 * 333 * 3];
    new Random(7).nextBytes(pixels);

    ChannelSums sums = ChannelSums.of(Image.of(pixels, 401, 333));

    for (int c = 0; c < 3; c++) {
      double mean = 0;
      double square = 0;
      for (int i = c; i < pixels.length; i += 3) {
        double level = Byte.toUnsignedInt(pixels[i]);
        mean += level / (401 * 333);
        square += level * level / (401 * 333);
      }
      assertThat(sums.means().get(c) / 0x1p20).isCloseTo(mean, within(1e-5));
      assertThat(sums.squares().get(c) / 0x1p20).isCloseTo(square, within(1e-5));
    }
  }

  private static List<Long> units(long... levels) {
    return Arrays.stream(levels).map(level -> level << 20).boxed().toList();
  }
}
