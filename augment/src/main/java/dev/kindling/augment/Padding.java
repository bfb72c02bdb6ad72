package dev.kindling.augment;

/** What is seen where a picture ends. */
public enum Padding {
  /** Black. */
  ZEROS,
  /** The nearest pixel of the edge. */
  BORDER,
  /** The picture mirrored at its edge, the edge's pixels included: {@code ... b a | a b c ...}. */
  REFLECTION;

  /** A pixel's index that lies in [0, count), or -1 for black. */
  int fold(int index, int count) {
    if (index >= 0 && index < count) {
      return index;
    }
    return switch (this) {
      case ZEROS -> -1;
      case BORDER -> index < 0 ? 0 : count - 1;
      case REFLECTION -> {
        int within = Math.floorMod(index, 2 * count);
        yield within < count ? within : 2 * count - 1 - within;
      }
    };
  }
}
