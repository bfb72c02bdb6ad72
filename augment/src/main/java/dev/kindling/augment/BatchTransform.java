package dev.kindling.augment;

import java.io.Serializable;
import java.util.random.RandomGenerator;

/**
 * One kind of change to images. It only draws what to do; applying is the backend's work, one pass
 * for all transforms together. Implementations are immutable records.
 */
@FunctionalInterface
public interface BatchTransform extends Serializable {
  /**
   * Draws this transform for one image on top of what is planned already.
   *
   * @param random the image's own generator, a function of (seed, key, epoch)
   */
  ItemPlan draw(ItemPlan plan, RandomGenerator random);
}
