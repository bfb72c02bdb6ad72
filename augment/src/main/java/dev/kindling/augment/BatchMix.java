package dev.kindling.augment;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * A way to mix the images of a batch, and their targets, with one another. Implementations are
 * immutable records.
 */
@FunctionalInterface
public interface BatchMix extends Serializable {
  /**
   * Draws how one image is mixed; who its partner is, the batch decides.
   *
   * @param random the image's own generator, a function of (seed, key, epoch)
   */
  Mixture draw(RandomGenerator random);
}
