package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Moves every colour from or to mid-grey by a uniform factor in [1 - most, 1 + most].
 *
 * @param most greatest change of the factor, in [0, 1]
 * @param probability of changing, in [0, 1]
 * @see ColorMatrix#contrast
 */
public record Contrast(double most, double probability) implements BatchTransform {
  public Contrast {
    Chance.inRange(most, 0, 1, "Contrast change");
    Chance.probability(probability, "Contrast");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    return random.nextDouble() < probability
        ? plan.color(ColorMatrix.contrast(Chance.between(1 - most, 1 + most, random)))
        : plan;
  }
}
