package dev.kindling.augment.kernel;

/** Lengths of buffers that grow in few steps: at most an eighth longer than asked for. */
final class Capacity {
  private static final int LEAST = 64;

  private Capacity() {}

  /**
   * A length that holds that many elements.
   *
   * @throws DeviceFailure if no array is that long
   */
  static int of(long elements) {
    long step = Math.max(LEAST, Long.highestOneBit(Math.max(1, elements)) / 8);
    long length = (elements + step - 1) / step * step;
    if (length > Integer.MAX_VALUE - 8) {
      throw new DeviceFailure(
          "A batch of %d elements is too large for one buffer; use a smaller batch size"
              .formatted(elements));
    }
    return (int) Math.max(LEAST, length);
  }
}
