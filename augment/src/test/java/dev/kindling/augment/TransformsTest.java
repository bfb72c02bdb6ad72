package dev.kindling.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What is drawn, before any pixel is touched. */
class TransformsTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final ItemPlan LANDSCAPE = ItemPlan.whole(40, 20);

  private final RandomGenerator random = new Seed(3).random("transforms", 0);

  @Test
  void flipMirrorsAboutTheVerticalMiddle() {
    ItemPlan flipped = new Flip(1).draw(LANDSCAPE, random);

    shows(flipped, 0.25, 0.1, 30, 2);
    shows(new Flip(1).draw(flipped, random), 0.25, 0.1, 10, 2);
    assertThat(new Flip(0).draw(LANDSCAPE, random)).isEqualTo(LANDSCAPE);
  }

  @Test
  void dihedralHasEightWaysAndLeavesPicturesAsOftenAsItShould() {
    Set<Homography> ways = new HashSet<>();
    int same = 0;
    int draws = 100_000;
    for (int i = 0; i < draws; i++) {
      ItemPlan plan = new Dihedral(0.75).draw(ItemPlan.whole(1, 1), random);
      ways.add(plan.source());
      same += plan.equals(ItemPlan.whole(1, 1)) ? 1 : 0;
    }

    assertThat(ways).hasSize(8);
    assertThat((double) same / draws).isCloseTo(1 - 0.75 * 7 / 8, within(0.006)); // 4 sigma
  }

  @Test
  void dihedralsEightShowEveryCornerWhereItBelongs() {
    // Where in the source the view's point (.25, .125) is, for each of the eight.
    double[][] expected = {
      {10, 2.5}, {30, 2.5}, {10, 17.5}, {30, 17.5}, {5, 5}, {35, 5}, {5, 15}, {35, 15}
    };
    for (int way = 0; way < 8; way++) {
      shows(Dihedral.lay(LANDSCAPE, way), 0.25, 0.125, expected[way][0], expected[way][1]);
    }
  }

  @Test
  void rotateKeepsDistancesInTheSourceWhateverItsProportions() {
    ItemPlan turned = Rotate.turn(LANDSCAPE, 90);

    // The view's right middle, 20 pixels from the middle, shows what lay 20 pixels below it.
    shows(turned, 1, 0.5, 20, 30);
    ItemPlan slightly = Rotate.turn(LANDSCAPE, 37);
    double dx = slightly.source().x(0.75, 0.5) - 20;
    double dy = slightly.source().y(0.75, 0.5) - 10;
    assertThat(Math.hypot(dx, dy)).isCloseTo(10, EXACT);
  }

  @Test
  void zoomShowsAPartOfEachSide() {
    for (int i = 0; i < 1000; i++) {
      Homography map = new Zoom(2, 2, 1).draw(LANDSCAPE, random).source();
      assertThat(map.x(1, 0) - map.x(0, 0)).isCloseTo(20, EXACT);
      assertThat(map.x(0, 0)).isBetween(0.0, 20.0);
      assertThat(map.y(0, 0)).isBetween(0.0, 10.0);
    }
  }

  @Test
  void cornersOfAQuadrilateralGoWhereTheyAreSent() {
    double[] x = {0.1, 0.9, 1.2, -0.1};
    double[] y = {0.05, -0.2, 1.1, 0.8};
    Homography map = Homography.unitSquareTo(x, y);

    double[] u = {0, 1, 1, 0};
    double[] v = {0, 0, 1, 1};
    for (int i = 0; i < 4; i++) {
      assertThat(map.x(u[i], v[i])).isCloseTo(x[i], EXACT);
      assertThat(map.y(u[i], v[i])).isCloseTo(y[i], EXACT);
    }
    assertThatThrownBy(
            () -> Homography.unitSquareTo(new double[] {0, 1, 0.2, 0}, new double[] {0, 0, 0.2, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("convex");
  }

  @Test
  void perspectiveKeepsStraightLinesStraight() {
    Homography map = new Warp(0.2, 1).draw(LANDSCAPE, random).source();
    double ax = map.x(0.1, 0.2);
    double ay = map.y(0.1, 0.2);
    double bx = map.x(0.5, 0.5);
    double by = map.y(0.5, 0.5);
    double cx = map.x(0.9, 0.8);
    double cy = map.y(0.9, 0.8);

    assertThat((bx - ax) * (cy - ay) - (by - ay) * (cx - ax)).isCloseTo(0, within(1e-9));
  }

  @Test
  void warpsOfTheGreatestMagnitudeNeverShowTheHorizon() {
    for (int i = 0; i < 20_000; i++) {
      PixelMap.of(new Warp(0.2, 1).draw(LANDSCAPE, random), 64, Sampling.DEFAULT);
    }
  }

  @Test
  void tiltNeverLooksBeyondTheImage() {
    for (int i = 0; i < 2000; i++) {
      Homography map = new Tilt(0.8, 1).draw(LANDSCAPE, random).source();
      for (double[] corner : new double[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}}) {
        assertThat(map.x(corner[0], corner[1])).isBetween(-1e-9, 40 + 1e-9);
        assertThat(map.y(corner[0], corner[1])).isBetween(-1e-9, 20 + 1e-9);
      }
    }
  }

  @Test
  void tiltHidesTheEndsOfTheNearerSide() {
    Homography top = Tilt.nearer(0, 0.4);
    Homography left = Tilt.nearer(3, 0.4);

    assertThat(top.x(0, 0)).isCloseTo(0.2, EXACT);
    assertThat(top.x(1, 0)).isCloseTo(0.8, EXACT);
    assertThat(top.x(0, 1)).isCloseTo(0, EXACT);
    assertThat(left.y(0, 0)).isCloseTo(0.2, EXACT);
    assertThat(left.y(0, 1)).isCloseTo(0.8, EXACT);
    assertThat(left.y(1, 0)).isCloseTo(0, EXACT);
  }

  @Test
  void lightingMatricesDoToAColourWhatTheirNamesSay() {
    double[] color = {0.2, 0.4, 0.9};

    assertThat(colored(ColorMatrix.brightness(1.5), color)).containsExactly(0.3, 0.6, 1.35);
    assertThat(colored(ColorMatrix.contrast(0.5), color)).containsExactly(0.35, 0.45, 0.7);
    double luma = 0.299 * 0.2 + 0.587 * 0.4 + 0.114 * 0.9;
    assertThat(colored(ColorMatrix.saturation(0), color))
        .containsExactly(r(luma), r(luma), r(luma));
    assertThat(colored(ColorMatrix.saturation(1), color)).containsExactly(color);
    assertThat(colored(ColorMatrix.hue(1.0 / 3), color)).containsExactly(0.9, 0.2, 0.4);
    assertThat(colored(ColorMatrix.hue(0.17), new double[] {0.5, 0.5, 0.5}))
        .containsExactly(0.5, 0.5, 0.5);
  }

  @Test
  void aCompositionOfColoursIsOneAfterTheOther() {
    double[] color = {0.2, 0.4, 0.9};
    ColorMatrix both = ColorMatrix.contrast(0.5).after(ColorMatrix.hue(1.0 / 3));

    assertThat(colored(both, color)).containsExactly(0.7, 0.35, 0.45);
  }

  @Test
  void eraseStaysInsideAndHasTheAreaAskedFor() {
    int erased = 0;
    for (int i = 0; i < 10_000; i++) {
      List<Box> boxes = new Erase(0.1, 0.3, 0.5).draw(LANDSCAPE, random).erased();
      erased += boxes.size();
      for (Box box : boxes) { // Box refuses to lie outside
        double area = (box.right() - box.left()) * (box.bottom() - box.top());
        assertThat(area).isBetween(0.1 - 1e-9, 0.3 + 1e-9);
      }
    }
    assertThat(erased).isBetween(4800, 5200);
  }

  @Test
  void theCoursesGridTurnsCounterClockwiseAboutTheMiddle() {
    // A square of 5 pixels: with corners aligned, -1 and 1 are the middles of the outer pixels.
    ItemPlan square = ItemPlan.whole(5, 5);
    double[][] quarter = {{0, 1}, {-1, 0}};

    for (Grid grid : Grid.values()) {
      ItemPlan turned = grid.apply(square, quarter, new double[2]);
      shows(turned, 0.1, 0.1, 4.5, 0.5); // the top left pixel shows the top right one
      shows(turned, 0.9, 0.1, 4.5, 4.5);
    }
  }

  @Test
  void aShiftOfOneIsHalfAPictureInEachGridsOwnMeasure() {
    ItemPlan square = ItemPlan.whole(5, 5);
    double[][] same = {{1, 0}, {0, 1}};

    shows(Grid.ALIGN_CORNERS.apply(square, same, new double[] {1, 0}), 0.1, 0.1, 2.5, 0.5);
    shows(Grid.EDGES.apply(square, same, new double[] {1, 0}), 0.1, 0.1, 3, 0.5);
  }

  @Test
  void theCoursesGridShearsWhatIsNotSquare() {
    double[][] quarter = {{0, 1}, {-1, 0}};
    ItemPlan turned = Grid.EDGES.apply(LANDSCAPE, quarter, new double[2]);

    shows(turned, 1, 0.5, 20, 20); // 20 pixels to the right became 10 pixels down
  }

  @Test
  void mixUpKeepsTheGreaterShareWithTheMeanOfTheCourse() {
    double sum = 0;
    int above = 0;
    int draws = 200_000;
    for (int i = 0; i < draws; i++) {
      double share = new MixUp(0.4).draw(random).share();
      assertThat(share).isBetween(0.5, 1.0);
      sum += share;
      above += share > 0.9 ? 1 : 0;
    }

    assertThat(sum / draws).isCloseTo(0.83975756, within(0.0015));
    assertThat((double) above / draws).isCloseTo(0.479478, within(0.005));
  }

  @Test
  void betaHasTheMeanAndVarianceOfItsAlpha() {
    for (double alpha : new double[] {0.01, 0.2, 1, 3}) {
      double sum = 0;
      double squares = 0;
      int draws = 100_000;
      for (int i = 0; i < draws; i++) {
        double value = Beta.symmetric(alpha, random);
        sum += value;
        squares += (value - 0.5) * (value - 0.5);
      }
      assertThat(sum / draws).isCloseTo(0.5, within(0.007));
      assertThat(squares / draws).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.003));
    }
  }

  @Test
  void cutMixsOwnShareIsWhatIsLeftInPixels() {
    for (int i = 0; i < 1000; i++) {
      Mixture mixture = new CutMix(1).draw(random);
      Box.Pixels box = mixture.box().pixels(32);
      assertThat(mixture.ownShare(32)).isCloseTo(1 - box.area() / 1024.0, EXACT);
    }
  }

  @Test
  void refusesWhatIsOutOfRangeByName() {
    assertThatThrownBy(() -> new Flip(1.5))
        .hasMessage("Flip probability must be in [0, 1], got 1.5");
    assertThatThrownBy(() -> new Rotate(270, 1))
        .hasMessage("Rotate degrees must be in [0, 180], got 270.0");
    assertThatThrownBy(() -> new Warp(0.3, 1))
        .hasMessage("Warp magnitude must be in [0, 0.2], got 0.3");
    assertThatThrownBy(() -> new Zoom(2, 1, 1)).hasMessageContaining("least <= most");
    assertThatThrownBy(() -> new MixUp(Double.NaN)).hasMessageContaining("MixUp alpha");
  }

  private static void shows(ItemPlan plan, double u, double v, double x, double y) {
    assertThat(plan.source().x(u, v)).isCloseTo(x, EXACT);
    assertThat(plan.source().y(u, v)).isCloseTo(y, EXACT);
  }

  private static double[] colored(ColorMatrix matrix, double[] color) {
    double[] result = new double[3];
    for (int row = 0; row < 3; row++) {
      double value = matrix.at(row, 3);
      for (int column = 0; column < 3; column++) {
        value += matrix.at(row, column) * color[column];
      }
      result[row] = r(value);
    }
    return result;
  }

  private static double r(double value) {
    return Math.round(value * 1e9) / 1e9;
  }
}
