package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Shows two images on top of one another. Each image draws its own share from Beta(alpha, alpha)
 * and keeps the greater part, at least one half.
 *
 * <p>Source: Zhang et al., "mixup: Beyond empirical risk minimization", 2017; the greater part as
 * fast.ai's course has it.
 *
 * @param alpha of the Beta distribution, in [0.01, 10]; the course takes 0.4
 */
public record MixUp(double alpha) implements BatchMix {
  public MixUp {
    Chance.inRange(alpha, 0.01, 10, "MixUp alpha");
  }

  @Override
  public Mixture draw(RandomGenerator random) {
    double share = Beta.symmetric(alpha, random);
    return new Mixture(Math.max(share, 1 - share), Mixture.NOWHERE);
  }
}
