package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Multiplies every colour by a uniform factor in [1 - most, 1 + most].
 *
 * @param most greatest change of the factor, in [0, 1]
 * @param probability of changing, in [0, 1]
 * @see ColorMatrix#brightness
 */
public record Brightness(double most, double probability) implements BatchTransform {
  public Brightness {
    Chance.inRange(most, 0, 1, "Brightness change");
    Chance.probability(probability, "Brightness");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    return random.nextDouble() < probability
        ? plan.color(ColorMatrix.brightness(Chance.between(1 - most, 1 + most, random)))
        : plan;
  }
}
