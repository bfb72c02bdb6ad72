package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.EncodedBatch;

/**
 * Makes what a model takes from encoded images: decoded, cropped, flipped, normalised. A pure
 * function, safe for use by many threads.
 */
@FunctionalInterface
public interface Collation {
  /**
   * The model's input for these images.
   *
   * @param epoch from 0; with each image's key it decides all that is random
   */
  Batch of(EncodedBatch images, int epoch);
}
