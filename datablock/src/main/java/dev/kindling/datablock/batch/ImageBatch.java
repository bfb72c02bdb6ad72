package dev.kindling.datablock.batch;

import dev.kindling.datablock.image.Image;
import java.util.List;

/**
 * Decoded images with their targets, each of its own size. Immutable; the pixel arrays belong to
 * the images.
 *
 * @param keys the items' keys, in batch order
 * @param images one uint8 HWC image per key
 * @param targets of each item, as {@link TargetCode} has them: as many ints for each key, such as
 *     one category index, -1 where the label is not known (prediction)
 */
public record ImageBatch(List<String> keys, List<Image> images, List<Integer> targets) {
  public ImageBatch {
    keys = List.copyOf(keys);
    images = List.copyOf(images);
    targets = List.copyOf(targets);
    if (keys.size() != images.size() || !TargetCode.fits(targets.size(), keys.size())) {
      throw new IllegalArgumentException(
          "ImageBatch needs as many keys as images, and targets for each, got %d, %d and %d"
              .formatted(keys.size(), images.size(), targets.size()));
    }
  }

  /** Number of items. */
  public int count() {
    return keys.size();
  }
}
