package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** That every exhibit is what its caption says. */
class TransformGalleryTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final ItemPlan LANDSCAPE = ItemPlan.whole(40, 20);

  private final RandomGenerator random = new Seed(3).random("gallery", 0);

  @Test
  void showsEveryTransformWithValuesThatDiffer() {
    List<TransformGallery.Exhibit> exhibits = TransformGallery.exhibits();

    assertThat(exhibits)
        .extracting(TransformGallery.Exhibit::transform)
        .contains("Flip", "Dihedral", "RandomResizedCrop", "Rotate", "Zoom", "Warp", "Tilt")
        .contains("Brightness", "Contrast", "Saturation", "Hue", "Erase");
    assertThat(exhibits).extracting(e -> e.transform() + e.value()).doesNotHaveDuplicates();
  }

  @Test
  void givesTheSameWhateverTheGenerator() {
    for (TransformGallery.Exhibit exhibit : TransformGallery.exhibits()) {
      assertThat(exhibit.fixed().draw(LANDSCAPE, random))
          .isEqualTo(exhibit.fixed().draw(LANDSCAPE, random));
    }
  }

  @Test
  void turnsByExactlyThirtyDegreesEitherWay() {
    same(plan("Rotate", "-30°, clockwise"), Rotate.turn(LANDSCAPE, -30));
    same(plan("Rotate", "30°, counter-clockwise"), Rotate.turn(LANDSCAPE, 30));
  }

  @Test
  void bringsTheTopRightToTheTopLeftWhereItTurnsCounterClockwise() {
    Homography turned = plan("Dihedral", "90° counter-clockwise").source();

    assertThat(turned.x(0, 0)).isCloseTo(40, CLOSE);
    assertThat(turned.y(0, 0)).isCloseTo(0, CLOSE);
    Homography half = plan("Dihedral", "180°").source();
    assertThat(half.x(0, 0)).isCloseTo(40, CLOSE);
    assertThat(half.y(0, 0)).isCloseTo(20, CLOSE);
  }

  @Test
  void keepsTheCornerThatACropNames() {
    Homography first = plan("RandomResizedCrop", "35 %, top left").source();
    Homography last = plan("RandomResizedCrop", "35 %, bottom right").source();

    assertThat(first.x(0, 0)).isCloseTo(0, CLOSE);
    assertThat(first.x(1, 1) * first.y(1, 1)).isCloseTo(0.35 * 800, CLOSE);
    assertThat(first.x(1, 1) / first.y(1, 1)).isCloseTo(3.0 / 4, CLOSE);
    assertThat(last.x(1, 1)).isCloseTo(40, CLOSE);
    assertThat(last.y(1, 1)).isCloseTo(20, CLOSE);
  }

  @Test
  void movesTheCornersThatAWarpNames() {
    Homography out = plan("Warp", "top outwards 0.2").source();

    assertThat(out.x(0, 0)).isCloseTo(-8, CLOSE);
    assertThat(out.x(1, 0)).isCloseTo(48, CLOSE);
    assertThat(out.x(0, 1)).isCloseTo(0, CLOSE);
    assertThat(out.y(0, 0)).isCloseTo(0, CLOSE);
  }

  private static ItemPlan plan(String transform, String value) {
    return TransformGallery.exhibits().stream()
        .filter(e -> e.transform().equals(transform) && e.value().equals(value))
        .findFirst()
        .orElseThrow()
        .fixed()
        .draw(LANDSCAPE, new Seed(1).random("unused", 0));
  }

  private static void same(ItemPlan plan, ItemPlan expected) {
    for (double[] corner : new double[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}}) {
      assertThat(plan.source().x(corner[0], corner[1]))
          .isCloseTo(expected.source().x(corner[0], corner[1]), CLOSE);
      assertThat(plan.source().y(corner[0], corner[1]))
          .isCloseTo(expected.source().y(corner[0], corner[1]), CLOSE);
    }
  }
}
