package dev.kindling.augment;

import java.io.Serializable;

/**
 * A rectangle of the output, as shares of its width and height from the top left.
 *
 * @param left in [0, right]
 * @param top in [0, bottom]
 * @param right in [left, 1]
 * @param bottom in [top, 1]
 */
public record Box(double left, double top, double right, double bottom) implements Serializable {
  public Box {
    if (!(0 <= left && left <= right && right <= 1 && 0 <= top && top <= bottom && bottom <= 1)) {
      throw new IllegalArgumentException(
          "Box must lie in the unit square, got %s, %s to %s, %s"
              .formatted(left, top, right, bottom));
    }
  }

  /** The same in whole pixels of an output with that many rows and columns: rounded edges. */
  Pixels pixels(int size) {
    return new Pixels(round(left, size), round(top, size), round(right, size), round(bottom, size));
  }

  private static int round(double share, int size) {
    return (int) Math.round(share * size);
  }

  /** First column and row, and the column and row after the last. */
  record Pixels(int left, int top, int right, int bottom) {
    /** Pixels inside. */
    int area() {
      return (right - left) * (bottom - top);
    }
  }
}
