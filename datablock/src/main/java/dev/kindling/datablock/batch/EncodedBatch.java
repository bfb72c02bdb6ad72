package dev.kindling.datablock.batch;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.image.OpenedImage;
import dev.kindling.datablock.image.PixelBuffer;
import dev.kindling.datablock.image.ReducedImage;
import java.util.List;

/**
 * Prepared images with their targets, each still encoded: what augmentation takes that decides for
 * each image how much of it is decoded. Immutable.
 *
 * @param keys the items' keys, in batch order
 * @param images one per key
 * @param targets of each item, as {@link TargetCode} has them: as many ints for each key, such as
 *     one category index, -1 where the label is not known (prediction)
 */
public record EncodedBatch(List<String> keys, List<OpenedImage> images, List<Integer> targets) {
  public EncodedBatch {
    keys = List.copyOf(keys);
    images = List.copyOf(images);
    targets = List.copyOf(targets);
    if (keys.size() != images.size() || !TargetCode.fits(targets.size(), keys.size())) {
      throw new IllegalArgumentException(
          "EncodedBatch needs as many keys as images, and targets for each, got %d, %d and %d"
              .formatted(keys.size(), images.size(), targets.size()));
    }
  }

  /** Number of items. */
  public int count() {
    return keys.size();
  }

  /**
   * One of the images.
   *
   * @param reduction 1, 2, 4 or 8, as {@link OpenedImage#decode(int)} has it
   * @param buffer holds the image until it is used for the next; it says which orders of channels
   *     may come
   * @throws IllegalStateException if it does not decode; preparing the dataset has decoded it
   *     before, so the fault is in the storage or in the limits
   */
  public ReducedImage decode(int index, int reduction, PixelBuffer buffer) {
    try {
      return images.get(index).decode(reduction, buffer);
    } catch (BadItemException e) {
      throw unreadable(keys.get(index), e);
    }
  }

  static IllegalStateException unreadable(String key, BadItemException cause) {
    return new IllegalStateException(
        "Prepared item \"%s\" no longer decodes (%s: %s); prepare the dataset again"
            .formatted(key, cause.reason().code(), cause.detail()),
        cause);
  }
}
