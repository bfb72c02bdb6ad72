package dev.kindling.datablock.shard;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Groups of items, labels or sources, and which share of what is trained on each is to be. A pure
 * value.
 *
 * @param counts items of each group, at least 1
 * @param shares of an epoch, above 0, together 1; of the same groups
 */
public record GroupShares(SortedMap<String, Long> counts, SortedMap<String, Double> shares) {
  public GroupShares {
    counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    if (counts.isEmpty() || counts.values().stream().anyMatch(count -> count < 1)) {
      throw new IllegalArgumentException("Every group needs items, got " + counts);
    }
    if (!counts.keySet().equals(shares.keySet())) {
      throw new IllegalArgumentException(
          "Shares must be given for all of %s and no other, got %s"
              .formatted(counts.keySet(), shares.keySet()));
    }
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    TreeMap<String, Double> parts = new TreeMap<>();
    shares.forEach((group, share) -> parts.put(group, share / sum));
    if (parts.values().stream().anyMatch(share -> !(share > 0 && share <= 1))) {
      throw new IllegalArgumentException("Shares must be above 0, got " + shares);
    }
    shares = Collections.unmodifiableSortedMap(parts);
  }

  /** How long an epoch is. */
  public enum Length {
    /** As many items as there are. */
    SAME,
    /** Every item at least once. */
    OVER,
    /** No item more than once. */
    UNDER
  }

  /**
   * Shares between those that the groups have and equal ones: {@code count^(1 - balance)}, in
   * proportion.
   *
   * @param balance 0 leaves the shares as they are, 1 makes them equal
   */
  public static GroupShares balanced(Map<String, Long> counts, double balance) {
    if (!(balance >= 0 && balance <= 1)) {
      throw new IllegalArgumentException("Balance must be in [0, 1], got " + balance);
    }
    TreeMap<String, Double> shares = new TreeMap<>();
    counts.forEach((group, count) -> shares.put(group, Math.pow(count, 1 - balance)));
    return new GroupShares(new TreeMap<>(counts), shares);
  }

  /**
   * What each item of a group weighs: 1 on average over all items.
   *
   * @throws IllegalArgumentException if there is no such group
   */
  public double weight(String group) {
    Long count = counts.get(group);
    Double share = shares.get(group);
    if (count == null || share == null) {
      throw new IllegalArgumentException(
          "Group must be one of %s, got %s".formatted(counts.keySet(), group));
    }
    return share * items() / count;
  }

  /** Items of an epoch over those that there are. */
  public double length(Length length) {
    return switch (length) {
      case SAME -> 1;
      case OVER -> 1 / extreme(Length.OVER);
      case UNDER -> 1 / extreme(Length.UNDER);
    };
  }

  /** The smallest weight, which must reach 1, or the largest, which must not exceed it. */
  private double extreme(Length length) {
    return counts.keySet().stream()
        .mapToDouble(this::weight)
        .reduce(length == Length.OVER ? Math::min : Math::max)
        .orElseThrow();
  }

  private long items() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
