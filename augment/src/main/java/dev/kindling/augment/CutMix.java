package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Pastes a rectangle of one image into another. Its area's share is drawn from Beta(alpha, alpha),
 * its sides have the output's proportions, its middle is uniform; what lies outside is cut off.
 *
 * <p>Source: Yun et al., "CutMix", 2019.
 *
 * @param alpha of the Beta distribution, in [0.01, 10]; 1 is uniform
 */
public record CutMix(double alpha) implements BatchMix {
  public CutMix {
    Chance.inRange(alpha, 0.01, 10, "CutMix alpha");
  }

  @Override
  public Mixture draw(RandomGenerator random) {
    double half = Math.sqrt(1 - Beta.symmetric(alpha, random)) / 2;
    double x = random.nextDouble();
    double y = random.nextDouble();
    return new Mixture(
        1,
        new Box(
            Math.max(0, x - half),
            Math.max(0, y - half),
            Math.min(1, x + half),
            Math.min(1, y + half)));
  }
}
