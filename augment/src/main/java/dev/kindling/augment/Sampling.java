package dev.kindling.augment;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How source pixels become output pixels.
 *
 * <p>An output pixel shows one point of the source. Its value is the mean of the source pixels
 * around that point, weighted by the interpolation's weight of their distance along x times that
 * along y. Where the map shrinks and shrinking is antialiased, distances are divided by how much it
 * shrinks along that axis in the middle of the output, so no source pixel is skipped.
 *
 * @param interpolation the weights
 * @param padding what pixels outside of the source are
 * @param shrinking what happens where the map shrinks
 */
public record Sampling(Interpolation interpolation, Padding padding, Shrinking shrinking)
    implements Serializable {
  /** Bilinear, reflection, antialiased. */
  public static final Sampling DEFAULT =
      new Sampling(Interpolation.BILINEAR, Padding.REFLECTION, Shrinking.ANTIALIASED);

  public Sampling {
    requireNonNull(interpolation, "interpolation");
    requireNonNull(padding, "padding");
    requireNonNull(shrinking, "shrinking");
  }

  /** This, with other weights. */
  public Sampling with(Interpolation other) {
    return new Sampling(other, padding, shrinking);
  }

  /** This, with other padding. */
  public Sampling with(Padding other) {
    return new Sampling(interpolation, other, shrinking);
  }

  /** This, with another way to shrink. */
  public Sampling with(Shrinking other) {
    return new Sampling(interpolation, padding, other);
  }

  /** What happens where a map shrinks. */
  public enum Shrinking {
    /** Every source pixel counts. */
    ANTIALIASED,
    /** Only the pixels next to the point count: faster, with jagged edges. */
    NEAREST_PIXELS
  }
}
