package dev.kindling.datablock.batch;

import java.util.List;
import java.util.Optional;

/**
 * What a model takes in one step. A batch owns its arrays: who makes one must not write to them
 * afterwards, and readers must not write to what the accessors hand out.
 */
public sealed interface Batch permits PixelBatch, TokenBatch {
  /**
   * The live array of targets, as {@link TargetCode} has them: as many for each item, such as one
   * category index, -1 where the label is not known.
   */
  int[] targets();

  /** One key for each row that random draws are made for, in batch order. */
  List<String> keys();

  /** Items, or tokens, that are to be told: what means over the batch divide by. */
  int count();

  /** What the items were mixed with, if they were. */
  default Optional<SecondTargets> secondTargets() {
    return Optional.empty();
  }

  /**
   * This batch, for a model of images.
   *
   * @throws IllegalArgumentException if it holds tokens
   */
  default PixelBatch pixels() {
    if (this instanceof PixelBatch pixels) {
      return pixels;
    }
    throw new IllegalArgumentException("A model of images was given a batch of tokens");
  }

  /**
   * This batch, for a model of texts.
   *
   * @throws IllegalArgumentException if it holds pixels
   */
  default TokenBatch texts() {
    if (this instanceof TokenBatch texts) {
      return texts;
    }
    throw new IllegalArgumentException("A model of texts was given a batch of pixels");
  }

  /**
   * The targets that mixing added.
   *
   * @param targets the live array, as {@link Batch#targets()} is
   * @param shares the live array of how much each item's own target counts, in [0, 1]
   */
  @SuppressWarnings("ArrayRecordComponent")
  record SecondTargets(int[] targets, float[] shares) {}
}
