package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.image.Image;

/**
 * An image and what is to be done with it.
 *
 * @param image decoded at its full size, or reduced
 * @param plan in pixels of that image
 */
record Planned(Image image, ItemPlan plan) {
  Planned {
    requireNonNull(image, "image");
    requireNonNull(plan, "plan");
  }
}
