package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * Where everything that was scanned went. Nothing may be lost: {@code scanned = items + skipped +
 * quarantined}.
 *
 * @param scanned entries met by the scan
 * @param items rows of the prepared table
 * @param skipped entries that are no items, by reason; dropped duplicates are among them
 * @param quarantined items put aside, by reason
 */
public record Accounting(
    long scanned, long items, Map<String, Long> skipped, Map<String, Long> quarantined) {
  public Accounting {
    requireNonNull(skipped, "skipped");
    requireNonNull(quarantined, "quarantined");
  }

  /**
   * Does the sum.
   *
   * @throws IllegalStateException if it does not come out
   */
  public void check() {
    long accounted = items + sum(skipped) + sum(quarantined);
    if (scanned != accounted) {
      throw new IllegalStateException(
          "Accounting is broken: scanned %d, but %d items + %d skipped %s + %d quarantined %s = %d."
                  .formatted(
                      scanned,
                      items,
                      sum(skipped),
                      skipped,
                      sum(quarantined),
                      quarantined,
                      accounted)
              + " Did the source change while it was read? Prepare again");
    }
  }

  /** Quarantined items over all that could have been items; 0 where there are none. */
  public double quarantinedFraction() {
    long bad = sum(quarantined);
    return bad == 0 ? 0 : (double) bad / (items + bad);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
