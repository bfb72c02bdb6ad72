package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Keeps the middle of an image: each side divided by the scale. What is kept has the image's own
 * proportions and is squashed to the output's.
 *
 * @param scale side of the image over side of what is kept, at least 1
 */
public record CenterCrop(double scale) implements BatchTransform {
  public CenterCrop {
    if (!(scale >= 1 && Double.isFinite(scale))) {
      throw new IllegalArgumentException("CenterCrop scale must be at least 1, got " + scale);
    }
  }

  @Override
  public ItemPlan draw(ItemPlan plan, RandomGenerator random) {
    double margin = (1 - 1 / scale) / 2;
    return plan.crop(new Box(margin, margin, 1 - margin, 1 - margin));
  }
}
