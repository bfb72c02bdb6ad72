package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.ImageBatch;

/**
 * Makes what a model takes from decoded images: crops, flips, normalisation. A pure function, safe
 * for use by many threads.
 */
@FunctionalInterface
public interface Collation {
  /**
   * The model's input for these images.
   *
   * @param epoch from 0; with each image's key it decides all that is random
   */
  Batch of(ImageBatch images, int epoch);
}
