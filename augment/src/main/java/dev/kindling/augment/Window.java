package dev.kindling.augment;

/**
 * A rectangle of an image, in whole source pixels from the top left.
 *
 * @param x first column
 * @param y first row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Window(int x, int y, int width, int height) {
  public Window {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "Window must start at 0 or later and hold a pixel, got %d, %d, %d x %d"
              .formatted(x, y, width, height));
    }
  }

  /** The rectangle of that size whose middle is this one's middle; rounded to the top left. */
  public Window middle(int innerWidth, int innerHeight) {
    return new Window(
        x + (width - innerWidth) / 2, y + (height - innerHeight) / 2, innerWidth, innerHeight);
  }
}
