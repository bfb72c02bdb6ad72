package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Tilts an image about a vertical or a horizontal axis, so that one side comes nearer: that side
 * shows only the middle part of what it showed before. Nothing beyond the image is seen.
 *
 * @param magnitude greatest share of the nearer side that goes out of sight, in [0, 0.8]
 * @param probability of tilting, in [0, 1]
 */
public record Tilt(double magnitude, double probability) implements BatchTransform {
  public Tilt {
    Chance.inRange(magnitude, 0, 0.8, "Tilt magnitude");
    Chance.probability(probability, "Tilt");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return plan;
    }
    double hidden = Chance.between(0, magnitude, random);
    return plan.through(nearer(Chance.below(4, random), hidden));
  }

  /**
   * The map for one side.
   *
   * @param side 0 top, 1 right, 2 bottom, 3 left
   * @param hidden share of that side that goes out of sight
   */
  static Homography nearer(int side, double hidden) {
    double[] x = {0, 1, 1, 0};
    double[] y = {0, 0, 1, 1};
    int first = side;
    int second = (side + 1) % 4;
    double[] along = side % 2 == 0 ? x : y;
    double inward = hidden / 2 * Math.signum(along[second] - along[first]);
    along[first] += inward;
    along[second] -= inward;
    return Homography.unitSquareTo(x, y);
  }
}
