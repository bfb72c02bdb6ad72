package dev.kindling.datablock.batch;

/**
 * The extent of a batch of images, whatever their {@link Layout} in memory.
 *
 * @param count images
 * @param channels channels of each
 * @param height rows of each
 * @param width columns of each
 */
public record Shape(int count, int channels, int height, int width) {
  public Shape {
    if (count < 1 || channels < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Shape must be positive, got %d x %d x %d x %d"
              .formatted(count, channels, height, width));
    }
  }

  /** Elements in all. */
  public int size() {
    return Math.multiplyExact(
        Math.multiplyExact(count, channels), Math.multiplyExact(height, width));
  }
}
