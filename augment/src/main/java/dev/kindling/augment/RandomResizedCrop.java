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
    return plan.withWindow(part(plan.window(), random));
  }

  private Window part(Window full, RandomGenerator random) {
    double fullArea = (double) full.width() * full.height();
    for (int i = 0; i < TRIES; i++) {
      double area = fullArea * between(minArea, maxArea, random);
      double ratio =
          StrictMath.exp(between(StrictMath.log(MIN_RATIO), StrictMath.log(MAX_RATIO), random));
      int width = (int) Math.round(Math.sqrt(area * ratio));
      int height = (int) Math.round(Math.sqrt(area / ratio));
      if (0 < width && width <= full.width() && 0 < height && height <= full.height()) {
        return new Window(
            full.x() + position(full.width() - width, random),
            full.y() + position(full.height() - height, random),
            width,
            height);
      }
    }
    return largestAllowed(full);
  }

  private static Window largestAllowed(Window full) {
    double ratio = (double) full.width() / full.height();
    int width = (int) Math.min(full.width(), Math.round(full.height() * MAX_RATIO));
    int height = (int) Math.min(full.height(), Math.round(full.width() / MIN_RATIO));
    return ratio < MIN_RATIO || ratio > MAX_RATIO
        ? full.middle(Math.max(1, width), Math.max(1, height))
        : full;
  }

  /** A whole number in [0, free]; {@code nextInt} may change with the JDK. */
  private static int position(int free, RandomGenerator random) {
    return (int) (random.nextDouble() * (free + 1));
  }

  private static double between(double from, double to, RandomGenerator random) {
    return from + (to - from) * random.nextDouble();
  }
}
