package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Keeps a random part of an image: a share of its area, a log-uniform aspect ratio and a uniform
 * position. Where ten draws do not fit, the largest centred part whose ratio is allowed is kept.
 *
 * <p>Source: Szegedy et al., "Going deeper with convolutions", 2014.
 *
 * @param minArea least share of the area, in (0, 1]
 * @param maxArea greatest share of the area, in [minArea, 1]
 */
public record RandomResizedCrop(double minArea, double maxArea) implements BatchTransform {
  private static final double MIN_RATIO = 3.0 / 4;
  private static final double MAX_RATIO = 4.0 / 3;
  private static final int TRIES = 10;

  public RandomResizedCrop {
    if (!(0 < minArea && minArea <= maxArea && maxArea <= 1)) {
      throw new IllegalArgumentException(
          "RandomResizedCrop areas must satisfy 0 < min <= max <= 1, got %s and %s"
              .formatted(minArea, maxArea));
    }
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    double proportions = plan.width() / plan.height();
    for (int i = 0; i < TRIES; i++) {
      double area = Chance.between(minArea, maxArea, random);
      double ratio = Chance.logBetween(MIN_RATIO, MAX_RATIO, random);
      double across = Math.sqrt(area * ratio / proportions);
      double down = Math.sqrt(area / ratio * proportions);
      if (across <= 1 && down <= 1) {
        double left = Chance.between(0, 1 - across, random);
        double top = Chance.between(0, 1 - down, random);
        return plan.crop(new Box(left, top, Math.min(1, left + across), Math.min(1, top + down)));
      }
    }
    return plan.crop(largestAllowed(proportions));
  }

  private static Box largestAllowed(double proportions) {
    double across = Math.min(1, MAX_RATIO / proportions);
    double down = Math.min(1, proportions / MIN_RATIO);
    double left = (1 - across) / 2;
    double top = (1 - down) / 2;
    return new Box(left, top, left + across, top + down);
  }
}
