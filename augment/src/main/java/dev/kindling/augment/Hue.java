package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Turns the hue of every colour by the same uniform angle.
 *
 * @param most greatest angle either way, as a share of a full turn, in [0, 0.5]
 * @param probability of turning, in [0, 1]
 * @see ColorMatrix#hue
 */
public record Hue(double most, double probability) implements BatchTransform {
  public Hue {
    Chance.inRange(most, 0, 0.5, "Hue turns");
    Chance.probability(probability, "Hue");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    return random.nextDouble() < probability
        ? plan.color(ColorMatrix.hue(Chance.between(-most, most, random)))
        : plan;
  }
}
