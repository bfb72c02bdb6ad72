package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class RandomResizedCropTest {
  private static final ItemPlan PHOTO = ItemPlan.whole(500, 375);
  private static final Offset<Double> EXACT = within(1e-9);
  private final RandomGenerator random = new Seed(5).random("crops", 0);

  @Test
  void isAlwaysInsideAndHasTheAreaAndRatioAskedFor() {
    RandomResizedCrop crop = new RandomResizedCrop(0.35, 1);
    for (int i = 0; i < 100_000; i++) {
      ItemPlan part = crop.draw(PHOTO, random);
      Homography map = part.source();

      assertThat(map.x(0, 0)).isGreaterThanOrEqualTo(0);
      assertThat(map.y(0, 0)).isGreaterThanOrEqualTo(0);
      assertThat(map.x(1, 1)).isLessThanOrEqualTo(500 + 1e-9);
      assertThat(map.y(1, 1)).isLessThanOrEqualTo(375 + 1e-9);
      assertThat(part.width() * part.height() / (500 * 375)).isBetween(0.35 - 1e-9, 1.0);
      assertThat(part.width() / part.height()).isBetween(0.75 - 1e-9, 4.0 / 3 + 1e-9);
    }
  }

  @Test
  void fallsBackToTheMiddleOfAnImageTooLongForAnyRatio() {
    ItemPlan part = new RandomResizedCrop(1, 1).draw(ItemPlan.whole(400, 30), random);

    assertThat(part.width()).isCloseTo(40, EXACT);
    assertThat(part.height()).isCloseTo(30, EXACT);
    assertThat(part.source().x(0, 0)).isCloseTo(180, EXACT);
    assertThat(part.source().y(0, 0)).isCloseTo(0, EXACT);
  }

  @Test
  void refusesAreasOutOfOrder() {
    assertThatThrownBy(() -> new RandomResizedCrop(0.9, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0.9")
        .hasMessageContaining("0.5");
  }

  @Test
  void centreCropDividesBothSides() {
    ItemPlan part = new CenterCrop(1.25).draw(PHOTO, random);

    assertThat(part.width()).isCloseTo(400, EXACT);
    assertThat(part.height()).isCloseTo(300, EXACT);
    assertThat(part.source().x(0, 0)).isCloseTo(50, EXACT);
    assertThat(part.source().y(0, 0)).isCloseTo(37.5, EXACT);
  }
}
