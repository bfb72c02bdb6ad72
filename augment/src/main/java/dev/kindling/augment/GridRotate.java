package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * The course's rotation: {@code grid @ [[cos, sin], [-sin, cos]]} in grid coordinates. A picture
 * that is not square is sheared by it; {@link Rotate} does not.
 *
 * @param degrees greatest angle either way, in [0, 180]; positive draws turn counter-clockwise
 * @param grid where -1 and 1 lie
 */
public record GridRotate(double degrees, Grid grid) implements BatchTransform {
  public GridRotate {
    Chance.inRange(degrees, 0, 180, "GridRotate degrees");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    double angle = Math.toRadians(Chance.between(-degrees, degrees, random));
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return grid.apply(plan, new double[][] {{cos, sin}, {-sin, cos}}, new double[2]);
  }
}
