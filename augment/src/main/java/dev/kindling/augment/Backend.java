package dev.kindling.augment;

import dev.kindling.datablock.image.Image;
import java.util.List;

/** Applies drawn plans to a whole batch in one pass. Implementations are thread-safe. */
interface Backend {
  /** Its name in settings and reports, such as {@code java}. */
  String name();

  /**
   * Crops, resizes, mirrors and normalises.
   *
   * @param images uint8 HWC, each of its own size
   * @param plans one per image
   * @param size rows and columns of the output
   * @return float32 NCHW {@code [images, 3, size, size]}, owned by the caller
   */
  float[] apply(List<Image> images, List<ItemPlan> plans, int size, Normalize normalize);
}
