package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Moves every colour from or to its own grey by a uniform factor in [1 - most, 1 + most].
 *
 * @param most greatest change of the factor, in [0, 1]
 * @param probability of changing, in [0, 1]
 * @see ColorMatrix#saturation
 */
public record Saturation(double most, double probability) implements BatchTransform {
  public Saturation {
    Chance.inRange(most, 0, 1, "Saturation change");
    Chance.probability(probability, "Saturation");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    return random.nextDouble() < probability
        ? plan.color(ColorMatrix.saturation(Chance.between(1 - most, 1 + most, random)))
        : plan;
  }
}
