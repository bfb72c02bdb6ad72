package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Mirrors an image left to right.
 *
 * @param probability of mirroring, in [0, 1]
 */
public record Flip(double probability) implements BatchTransform {
  public Flip {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("Flip probability must be in [0, 1], got " + probability);
    }
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    return random.nextDouble() < probability ? plan.mirror() : plan;
  }
}
