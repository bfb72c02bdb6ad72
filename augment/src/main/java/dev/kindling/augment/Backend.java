package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import java.util.List;

/**
 * Applies what was drawn to a whole batch in one pass. Implementations are thread-safe, and give
 * the same numbers within 1e-4 of the range of a pixel.
 */
interface Backend {
  /**
   * Warps, colours, clamps to [0, 1], normalises and erases.
   *
   * @param sources uint8 HWC images, each of its own size, with a plan each
   * @param meter counts the batch
   * @return float32 {@code [images, 3, size, size]} in the output's layout, owned by the caller
   */
  float[] warp(Sources sources, Output output, BackendUse.Meter meter);

  /** As above, of images that are decoded already. */
  default float[] warp(
      List<Image> images, List<ItemPlan> plans, Output output, BackendUse.Meter meter) {
    return warp(Sources.of(images, plans), output, meter);
  }

  /**
   * Mixes images of one batch with one another.
   *
   * @param inputs float32 images in the output's layout; not changed
   * @param partners the index of each image's partner
   * @param mixtures one per image
   * @param meter counts a failure of a device; the batch itself was counted when it was warped
   * @return the mixed images, owned by the caller
   */
  float[] mix(
      float[] inputs,
      int[] partners,
      List<Mixture> mixtures,
      Output output,
      BackendUse.Meter meter);
}
