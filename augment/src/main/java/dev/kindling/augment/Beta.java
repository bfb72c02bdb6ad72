package dev.kindling.augment;

import java.util.random.RandomGenerator;

/**
 * Draws from Beta(alpha, alpha) by Jöhnk's rejection: of two powers of uniform numbers whose sum is
 * at most 1, the share of the first. In logarithms, so that small alphas do not run to 0 / 0.
 *
 * <p>Source: Devroye, "Non-uniform random variate generation", 1986, section IX.3.5.
 */
final class Beta {
  private Beta() {}

  static double symmetric(double alpha, RandomGenerator random) {
    while (true) {
      double first = StrictMath.log(1 - random.nextDouble()) / alpha;
      double second = StrictMath.log(1 - random.nextDouble()) / alpha;
      double greater = Math.max(first, second);
      double sum = StrictMath.exp(first - greater) + StrictMath.exp(second - greater);
      if (greater + StrictMath.log(sum) <= 0) {
        return StrictMath.exp(first - greater) / sum;
      }
    }
  }
}
