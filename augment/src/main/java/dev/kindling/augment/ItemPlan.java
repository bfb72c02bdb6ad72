package dev.kindling.augment;

import dev.kindling.datablock.image.Image;

/**
 * What is to be done with one image, drawn before any pixel is touched. All transforms of an image
 * compose into one plan, so its pixels are interpolated once.
 *
 * @param window the part of the image that is kept and resized
 * @param mirrored whether left and right change places
 */
public record ItemPlan(Window window, boolean mirrored) {
  /** The whole image, as it is. */
  public static ItemPlan whole(Image image) {
    return new ItemPlan(new Window(0, 0, image.width(), image.height()), false);
  }

  /** This, with another part kept. */
  public ItemPlan withWindow(Window window) {
    return new ItemPlan(window, mirrored);
  }

  /** This, mirrored once more. */
  public ItemPlan mirror() {
    return new ItemPlan(window, !mirrored);
  }
}
