package dev.kindling.train.cluster;

import java.util.Locale;

/** How the workers' states become one mean at a round's end. The result has the same bits. */
public enum Exchange {
  /**
   * {@link #REDUCE} where all workers' states together are small, or where there are two workers
   * and their states are not large; else {@link #SLICES}.
   */
  AUTO,
  /** Slices meet in a shuffle; the driver gets one state, however many workers there are. */
  SLICES,
  /** The driver takes every worker's whole state: one stage less, K states in its memory. */
  REDUCE;

  /** Bytes of all workers' states up to which fetching them costs less than another stage. */
  static final long SMALL = 16L << 20;

  /**
   * The same for two workers, of which the driver takes one state more than from a shuffle: half of
   * what Spark lets a job bring to a driver by default.
   */
  static final long SMALL_OF_TWO = 512L << 20;

  /**
   * {@link #SLICES} or {@link #REDUCE}.
   *
   * @param bytes what all workers send in a round
   * @param workers how many they are
   */
  public Exchange of(long bytes, int workers) {
    if (this != AUTO) {
      return this;
    }
    return bytes <= (workers <= 2 ? SMALL_OF_TWO : SMALL) ? REDUCE : SLICES;
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
