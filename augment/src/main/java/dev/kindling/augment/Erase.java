package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Fills a random rectangle of the output with the mean colour: a uniform share of the area, a
 * log-uniform ratio of 0.3 to 3.3, a uniform position. Where ten draws do not fit, nothing.
 *
 * <p>Source: Zhong et al., "Random erasing data augmentation", 2017.
 *
 * @param minArea least share of the area, in (0, 1)
 * @param maxArea greatest share of the area, in [minArea, 1)
 * @param probability of erasing, in [0, 1]
 */
public record Erase(double minArea, double maxArea, double probability) implements BatchTransform {
  private static final double MIN_RATIO = 0.3;
  private static final double MAX_RATIO = 1 / MIN_RATIO;
  private static final int TRIES = 10;

  public Erase {
    if (!(0 < minArea && minArea <= maxArea && maxArea < 1)) {
      throw new IllegalArgumentException(
          "Erase areas must satisfy 0 < min <= max < 1, got %s and %s".formatted(minArea, maxArea));
    }
    Chance.probability(probability, "Erase");
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    if (random.nextDouble() >= probability) {
      return plan;
    }
    for (int i = 0; i < TRIES; i++) {
      double area = Chance.between(minArea, maxArea, random);
      double ratio = Chance.logBetween(MIN_RATIO, MAX_RATIO, random);
      double across = Math.sqrt(area * ratio);
      double down = Math.sqrt(area / ratio);
      if (across < 1 && down < 1) {
        double left = Chance.between(0, 1 - across, random);
        double top = Chance.between(0, 1 - down, random);
        return plan.erase(new Box(left, top, Math.min(1, left + across), Math.min(1, top + down)));
      }
    }
    return plan;
  }
}
