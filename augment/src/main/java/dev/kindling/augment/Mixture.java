package dev.kindling.augment;

/**
 * How an image of a batch is mixed with another: inside the box only the partner is seen, elsewhere
 * {@code share * own + (1 - share) * partner}.
 *
 * @param share of the image itself outside the box, in [0, 1]
 * @param box where only the partner is seen
 */
public record Mixture(double share, Box box) {
  /** A box without pixels. */
  static final Box NOWHERE = new Box(0, 0, 0, 0);

  public Mixture {
    Chance.inRange(share, 0, 1, "Mixture share");
  }

  /** Share of the image itself in an output of that size: the weight of its target, in [0, 1]. */
  double ownShare(int size) {
    return share * (1 - (double) box.pixels(size).area() / ((double) size * size));
  }
}
