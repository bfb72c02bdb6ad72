package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Changes the perspective: each corner of what is seen moves by a uniform share of the sides. Lines
 * stay straight.
 *
 * @param magnitude how far a corner moves at most along each axis, as a share of that side, in [0,
 *     0.2]
 * @param probability of warping, in [0, 1]
 */
public record Warp(double magnitude, double probability) implements BatchTransform {
  public Warp {
    Chance.inRange(magnitude, 0, 0.2, "Warp magnitude");
    Chance.probability(probability, "Warp");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return plan;
    }
    double[] x = {0, 1, 1, 0};
    double[] y = {0, 0, 1, 1};
    for (int corner = 0; corner < 4; corner++) {
      x[corner] += Chance.between(-magnitude, magnitude, random);
      y[corner] += Chance.between(-magnitude, magnitude, random);
    }
    return plan.through(Homography.unitSquareTo(x, y));
  }
}
