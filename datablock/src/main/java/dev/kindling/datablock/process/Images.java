package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Presize;
import java.io.Serializable;
import java.util.Optional;

/**
 * How images become inputs: each is decoded once, to know that it can be, and measured; it is kept
 * as the bytes that were found, or smaller.
 *
 * @param limits what one image may cost
 * @param presizeShortSide pixels that larger images are shrunk to; 0 to leave all as found
 * @param copies changed copies of the items of train, to be stored beside them
 * @param nearDuplicates what becomes of pictures that show the same
 */
public record Images(
    DecodeLimits limits, int presizeShortSide, Copies copies, NearDuplicates nearDuplicates)
    implements Inputs, Serializable {
  public Images {
    requireNonNull(limits, "limits");
    requireNonNull(copies, "copies");
    requireNonNull(nearDuplicates, "nearDuplicates");
    if (presizeShortSide < 0) {
      throw new IllegalArgumentException(
          "Presize short side must be at least 1 pixel, or 0 for none, got " + presizeShortSide);
    }
  }

  /**
   * Images kept as found, within {@link DecodeLimits#DEFAULT}; near duplicates are not looked for.
   */
  public static Images decode() {
    return new Images(DecodeLimits.DEFAULT, 0, Copies.NONE, NearDuplicates.IGNORE);
  }

  /** The same within other limits. */
  public Images within(DecodeLimits limits) {
    return new Images(limits, presizeShortSide, copies, nearDuplicates);
  }

  /**
   * The same, with larger images shrunk once.
   *
   * @param shortSide pixels, at least 1
   */
  public Images presize(int shortSide) {
    return new Images(limits, new Presize(shortSide).shortSide(), copies, nearDuplicates);
  }

  /** The same with changed copies of the items of train beside them. */
  public Images copied(Copies more) {
    return new Images(limits, presizeShortSide, more, nearDuplicates);
  }

  /** The same with another policy for pictures that show the same. */
  public Images nearDuplicates(NearDuplicates policy) {
    return new Images(limits, presizeShortSide, copies, policy);
  }

  Optional<Presize> presizing() {
    return presizeShortSide == 0 ? Optional.empty() : Optional.of(new Presize(presizeShortSide));
  }
}
