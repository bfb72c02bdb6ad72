package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PerceptualHashTest {
  private static final int SIDE = 128;

  @Test
  void hasNoneOfAPictureOfOneGrey() {
    assertThat(PerceptualHash.of(Image.of(new byte[SIDE * SIDE * 3], SIDE, SIDE))).isEmpty();
  }

  @Test
  void seesAWaveByTheSignOfItsFrequency() {
    // The first bits are the frequencies (u, v) = (0, 1), (1, 0), (1, 1): one half wave across is
    // (1, 0)
    // alone, bright on the left positive.
    PerceptualHash left = hash((x, y) -> 127 + 100 * Math.cos(Math.PI * (x + .5) / SIDE));
    PerceptualHash right = hash((x, y) -> 127 - 100 * Math.cos(Math.PI * (x + .5) / SIDE));
    PerceptualHash top = hash((x, y) -> 127 + 100 * Math.cos(Math.PI * (y + .5) / SIDE));

    assertThat(left.bits().get(0) & 2).isEqualTo(2);
    assertThat(right.bits().get(0) & 2).isZero();
    assertThat(top.bits().get(0) & 1).isEqualTo(1);
  }

  @Test
  void isTheSameAtTwiceTheSizeAndDarker() {
    Image image = texture(1, 1, 1.0);

    assertThat(hash(texture(1, 2, 1.0))).isEqualTo(hash(image));
    assertThat(hash(texture(1, 1, 0.5)).distance(hash(image))).isLessThan(10);
  }

  @Test
  void tellsDifferentPicturesApart() {
    for (int other = 2; other < 20; other++) {
      assertThat(hash(texture(1, 1, 1)).distance(hash(texture(other, 1, 1)))).isBetween(80, 176);
    }
  }

  @Test
  void countsTheBitsThatDiffer() {
    PerceptualHash one = new PerceptualHash(List.of(0L, 0L, 0L, 0L));

    assertThat(one.distance(new PerceptualHash(List.of(1L, 3L, 0L, -1L)))).isEqualTo(67);
    assertThatThrownBy(() -> new PerceptualHash(List.of(0L)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 words, got 1");
  }

  private interface Grey {
    double at(int x, int y);
  }

  private static PerceptualHash hash(Grey grey) {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(grey.at(i / 3 % SIDE, i / 3 / SIDE));
    }
    return hash(Image.of(pixels, SIDE, SIDE));
  }

  private static PerceptualHash hash(Image image) {
    return PerceptualHash.of(image).orElseThrow();
  }

  /** 16 x 16 random tiles. */
  private static Image texture(long seed, int scale, double brightness) {
    RandomGenerator random = new Seed(seed).random("texture", 0);
    byte[] tiles = new byte[256];
    random.nextBytes(tiles);
    int side = SIDE * scale;
    byte[] pixels = new byte[side * side * 3];
    for (int i = 0; i < pixels.length; i++) {
      int tile = i / 3 / side * 16 / side * 16 + i / 3 % side * 16 / side;
      pixels[i] = (byte) ((tiles[tile] & 0xff) * brightness);
    }
    return Image.of(pixels, side, side);
  }
}
