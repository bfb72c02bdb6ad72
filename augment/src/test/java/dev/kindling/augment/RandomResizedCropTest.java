package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomResizedCropTest {
  private static final Window PHOTO = new Window(0, 0, 500, 375);
  private final RandomGenerator random = new Seed(5).random("crops", 0);

  @Test
  void isAlwaysInsideAndHasTheAreaAndRatioAskedFor() {
    RandomResizedCrop crop = new RandomResizedCrop(0.35, 1);
    for (int i = 0; i < 100_000; i++) {
      Window part = crop.draw(new ItemPlan(PHOTO, false), random).window();

      assertThat(part.x() + part.width()).isLessThanOrEqualTo(500);
      assertThat(part.y() + part.height()).isLessThanOrEqualTo(375);
      assertThat((double) part.width() * part.height() / (500 * 375)).isBetween(0.345, 1.0);
      assertThat((double) part.width() / part.height()).isBetween(0.74, 1.35);
    }
  }

  @Test
  void fallsBackToTheMiddleOfAnImageTooLongForAnyRatio() {
    RandomResizedCrop whole = new RandomResizedCrop(1, 1);

    Window part = whole.draw(new ItemPlan(new Window(0, 0, 400, 30), false), random).window();

    assertThat(part).isEqualTo(new Window(180, 0, 40, 30));
  }

  @Test
  void takesTheOnlyPixelOfATinyImage() {
    Window pixel = new Window(0, 0, 1, 1);

    assertThat(new RandomResizedCrop(0.08, 1).draw(new ItemPlan(pixel, false), random).window())
        .isEqualTo(pixel);
  }

  @Test
  void refusesAreasOutOfOrder() {
    assertThatThrownBy(() -> new RandomResizedCrop(0.9, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.9")
        .hasMessageContaining("0.5");
  }

  @Test
  void centreCropDividesBothSidesAndRoundsDown() {
    Window part = new CenterCrop(1.14).draw(new ItemPlan(PHOTO, false), random).window();

    // 500 / 1.14 = 438.6, 375 / 1.14 = 328.9
    assertThat(part).isEqualTo(new Window(31, 23, 438, 328));
  }
}
