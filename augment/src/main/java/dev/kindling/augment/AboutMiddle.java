package dev.kindling.augment;

/** Maps of a view that leave its middle where it is. */
final class AboutMiddle {
  private static final Homography TO_MIDDLE = Homography.translation(-0.5, -0.5);
  private static final Homography BACK = Homography.translation(0.5, 0.5);

  private AboutMiddle() {}

  /** The map with its origin in the middle of the view. */
  static Homography of(Homography map) {
    return BACK.after(map.after(TO_MIDDLE));
  }
}
