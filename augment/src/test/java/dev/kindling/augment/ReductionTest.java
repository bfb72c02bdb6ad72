package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ReducedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReductionTest {
  @ParameterizedTest
  @CsvSource({
    "500, 375, 375, 1",
    "500, 375, 188, 1", // half of 375 is 187.5
    "500, 375, 187, 2",
    "500, 375, 93, 4",
    "500, 375, 46, 8",
    "500, 375, 5, 8",
    "256, 256, 128, 2",
    "100, 100, 128, 1"
  })
  void goesByTheSideThatShrinksLeast(int width, int height, int size, int reduction) {
    assertThat(Reduction.of(ItemPlan.whole(width, height), size)).isEqualTo(reduction);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1, 1, 4", // 512 pixels to 128
    "0.25, 0, 0.75, 0.5, 2", // 256
    "0.25, 0, 0.75, 0.49, 1", // 250.88 rows
    "0.5, 0.5, 0.625, 0.625, 1" // 64: enlarged
  })
  void goesByTheCropAndNotByTheImage(
      double left, double top, double right, double bottom, int reduction) {
    ItemPlan plan = ItemPlan.whole(512, 512).crop(new Box(left, top, right, bottom));

    assertThat(Reduction.of(plan, 128)).isEqualTo(reduction);
  }

  @Test
  void aTurnChangesNothingAndPerspectiveGoesByItsNearestCorner() {
    ItemPlan square = ItemPlan.whole(512, 512);

    assertThat(Reduction.of(Rotate.turn(square, 45), 128)).isEqualTo(4);
    assertThat(Reduction.of(square.transpose(), 128)).isEqualTo(4);
    assertThat(Reduction.of(square.through(Tilt.nearer(1, 0.4)), 128)).isLessThan(4);
  }

  @Test
  void aReducedPlanShowsTheSamePointsOfTheScene() {
    ItemPlan plan =
        Rotate.turn(ItemPlan.whole(500, 375).crop(new Box(0.1, 0.2, 0.7, 0.9)), 20)
            .through(Tilt.nearer(2, 0.2));
    Image quarter = Pictures.grey(125, new int[125 * 94]);

    ItemPlan reduced = plan.on(new ReducedImage(quarter, 4, 0, 0.25));

    for (double v : new double[] {0, 0.3, 1}) {
      for (double u : new double[] {0, 0.6, 1}) {
        assertThat(reduced.source().x(u, v)).isCloseTo(plan.source().x(u, v) / 4, within(1e-9));
        assertThat(reduced.source().y(u, v))
            .isCloseTo(plan.source().y(u, v) / 4 + 0.25, within(1e-9));
      }
    }
  }

  @Test
  void aCropOfTheLowerRightQuarterIsThatOfTheReducedImage() {
    ItemPlan plan = ItemPlan.whole(400, 200).crop(new Box(0.5, 0.5, 1, 1));

    ItemPlan half = plan.reduced(2);

    assertThat(half.source().x(0, 0)).isEqualTo(100);
    assertThat(half.source().y(0, 0)).isEqualTo(50);
    assertThat(half.source().x(1, 1)).isEqualTo(200);
    assertThat(half.source().y(1, 1)).isEqualTo(100);
    assertThat(half.width()).isEqualTo(100);
    assertThat(half.height()).isEqualTo(50);
  }
}
