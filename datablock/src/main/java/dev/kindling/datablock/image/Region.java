package dev.kindling.datablock.image;

/**
 * A rectangle of an image, in whole pixels.
 *
 * @param left first column
 * @param top first row
 * @param right column after the last
 * @param bottom row after the last
 */
public record Region(int left, int top, int right, int bottom) {
  public Region {
    if (left < 0 || top < 0 || left >= right || top >= bottom) {
      throw new IllegalArgumentException(
          "Region needs 0 <= left < right and 0 <= top < bottom, got %d, %d to %d, %d"
              .formatted(left, top, right, bottom));
    }
  }

  /** All of an image of that size. */
  public static Region whole(int width, int height) {
    return new Region(0, 0, width, height);
  }
}
