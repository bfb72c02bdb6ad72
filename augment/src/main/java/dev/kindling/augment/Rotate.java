package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Turns an image about its middle by a uniform angle; shapes stay what they are, whatever the
 * image's proportions.
 *
 * @param degrees greatest angle either way, in [0, 180]; positive draws turn counter-clockwise
 * @param probability of turning, in [0, 1]
 */
public record Rotate(double degrees, double probability) implements BatchTransform {
  public Rotate {
    Chance.inRange(degrees, 0, 180, "Rotate degrees");
    Chance.probability(probability, "Rotate");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    return random.nextDouble() < probability
        ? turn(plan, Chance.between(-degrees, degrees, random))
        : plan;
  }

  /** The view turned counter-clockwise by that angle. */
  static ItemPlan turn(ItemPlan plan, double degrees) {
    double angle = Math.toRadians(degrees);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double proportions = plan.width() / plan.height();
    return plan.through(
        AboutMiddle.of(Homography.affine(cos, -sin / proportions, 0, sin * proportions, cos, 0)));
  }
}
