package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Mirrors an image left to right.
 *
 * @param probability of mirroring, in [0, 1]
 */
public record Flip(double probability) implements BatchTransform {
  static final Homography MIRROR = Homography.affine(-1, 0, 1, 0, 1, 0);

  public Flip {
    Chance.probability(probability, "Flip");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    return random.nextDouble() < probability ? plan.through(MIRROR) : plan;
  }
}
