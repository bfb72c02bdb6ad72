package dev.kindling.datablock.quality;

import java.io.Serializable;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Counts of one measure's values in fine bins. Tallies of parts of the data add up to that of the
 * whole, in any order. Mutable; at most a few thousand bins, however many values.
 */
final class Tally implements Serializable {
  private static final long serialVersionUID = 1;

  private final Scale scale;
  private final NavigableMap<Integer, Bin> bins = new TreeMap<>();

  Tally(Scale scale) {
    this.scale = scale;
  }

  /** The values of a bin: how many, the least and the greatest. */
  private record Bin(long count, double least, double most) implements Serializable {
    Bin and(Bin other) {
      return new Bin(count + other.count, Math.min(least, other.least), Math.max(most, other.most));
    }
  }

  void add(double value) {
    bins.merge(scale.bin(value), new Bin(1, value, value), Bin::and);
  }

  void add(Tally other) {
    other.bins.forEach((number, bin) -> bins.merge(number, bin, Bin::and));
  }

  int firstBin() {
    return bins.firstKey();
  }

  int lastBin() {
    return bins.lastKey();
  }

  double least() {
    return bins.firstEntry().getValue().least();
  }

  double most() {
    return bins.lastEntry().getValue().most();
  }

  /**
   * A value that at least this share of all does not exceed, in (0, 1]: the least value of the bin
   * that holds the least one of those. It is one that occurs, and off by less than a bin.
   */
  double quantile(double share) {
    long count = bins.values().stream().mapToLong(Bin::count).sum();
    long rank = Math.max(1, (long) Math.ceil(share * count));
    long seen = 0;
    for (Bin bin : bins.values()) {
      seen += bin.count();
      if (seen >= rank) {
        return bin.least();
      }
    }
    throw new IllegalStateException("A tally of nothing has no quantile");
  }

  /** Counts by the number of wider bins, of {@code 2^doublings} fine ones each. */
  Map<Integer, Long> counts(int doublings) {
    Map<Integer, Long> counts = new TreeMap<>();
    bins.forEach((number, bin) -> counts.merge(number >> doublings, bin.count(), Long::sum));
    return counts;
  }
}
