package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Enlarges or shrinks an image by a uniform factor. Enlarged, a random part of it is seen; shrunk,
 * it lies at a random place and padding is seen around it.
 *
 * @param least smallest factor, above 0; 2 shows everything at twice its size
 * @param most greatest factor, at least the least and at most 100
 * @param probability of zooming, in [0, 1]
 */
public record Zoom(double least, double most, double probability) implements BatchTransform {
  public Zoom {
    if (!(0.01 <= least && least <= most && most <= 100)) {
      throw new IllegalArgumentException(
          "Zoom factors must satisfy 0.01 <= least <= most <= 100, got %s and %s"
              .formatted(least, most));
    }
    Chance.probability(probability, "Zoom");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return plan;
    }
    double shown = 1 / Chance.between(least, most, random);
    double left = random.nextDouble() * (1 - shown);
    double top = random.nextDouble() * (1 - shown);
    return plan.through(Homography.affine(shown, 0, left, 0, shown, top));
  }
}
