package dev.kindling.datablock.image;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;

/**
 * What one image may cost. Each limit is checked before the cost arises.
 *
 * @param maxBytes encoded bytes, at least 1
 * @param maxPixels width times height as the header states them, at least 1; decoding takes up to
 *     ten bytes of memory for each
 * @param timeout the time to decode one image; zero for none, which also saves the watch
 */
public record DecodeLimits(long maxBytes, long maxPixels, Duration timeout)
    implements Serializable {
  /** 64 MiB, 64 megapixels, 20 seconds. */
  public static final DecodeLimits DEFAULT =
      new DecodeLimits(64L << 20, 64_000_000, Duration.ofSeconds(20));

  /** For bytes that this program has decoded before: no limit but the memory. */
  public static final DecodeLimits NONE =
      new DecodeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO);

  public DecodeLimits {
    requireNonNull(timeout, "timeout");
    if (maxBytes < 1 || maxPixels < 1 || timeout.isNegative()) {
      throw new IllegalArgumentException(
          "DecodeLimits need at least 1 byte, 1 pixel and no negative time, got %d, %d and %s"
              .formatted(maxBytes, maxPixels, timeout));
    }
  }

  /** The same without a limit of time, for work that is watched from outside. */
  public DecodeLimits unwatched() {
    return new DecodeLimits(maxBytes, maxPixels, Duration.ZERO);
  }
}
