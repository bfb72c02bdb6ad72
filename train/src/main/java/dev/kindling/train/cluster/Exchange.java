package dev.kindling.train.cluster;

import java.util.Locale;

/** How the workers' states become one mean at a round's end. The result has the same bits. */
public enum Exchange {
  /** {@link #REDUCE} where all workers' states together are small, else {@link #SLICES}. */
  AUTO,
  /** Slices meet in a shuffle; the driver gets one state, however many workers there are. */
  SLICES,
  /** The driver takes every worker's whole state: one stage less, K states in its memory. */
  REDUCE;

  /** Bytes of all workers' states up to which fetching them costs less than another stage. */
  static final long SMALL = 16L << 20;

  /**
   * {@link #SLICES} or {@link #REDUCE}.
   *
   * @param bytes what all workers send in a round
   */
  public Exchange of(long bytes) {
    if (this != AUTO) {
      return this;
    }
    return bytes <= SMALL ? REDUCE : SLICES;
  }

  /** The name in settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The exchange of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Exchange of(String text) {
    for (Exchange exchange : values()) {
      if (exchange.text().equals(text)) {
        return exchange;
      }
    }
    throw new IllegalArgumentException(
        "Exchange must be auto, slices or reduce, got \"" + text + "\"");
  }
}
