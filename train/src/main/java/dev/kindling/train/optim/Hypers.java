package dev.kindling.train.optim;

import java.io.Serializable;
import java.util.Collections;
import java.util.List;

/**
 * The scheduled settings of one step.
 *
 * @param groups one per parameter group, or a single one that holds for every group
 */
public record Hypers(List<Hyper> groups) implements Serializable {
  /**
   * The scheduled settings of one parameter group.
   *
   * @param rate learning rate, finite, at least 0
   * @param momentum share of the average kept, in [0, 1)
   */
  public record Hyper(double rate, double momentum) implements Serializable {
    public Hyper {
      if (!(rate >= 0) || rate == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("Rate must be finite and at least 0, got " + rate);
      }
      if (!(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException("Momentum must be in [0, 1), got " + momentum);
      }
    }
  }

  public Hypers {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("Hypers need at least one group");
    }
  }

  /** The same for every group. */
  public static Hypers of(double rate, double momentum) {
    return new Hypers(List.of(new Hyper(rate, momentum)));
  }

  /**
   * The settings of each of {@code count} groups.
   *
   * @throws IllegalArgumentException if there are several, but not {@code count}
   */
  public List<Hyper> forGroups(int count) {
    if (groups.size() == 1) {
      return Collections.nCopies(count, groups.get(0));
    }
    if (groups.size() != count) {
      throw new IllegalArgumentException(
          "Hypers for %d groups do not fit %d parameter groups: give one schedule, or one a group"
              .formatted(groups.size(), count));
    }
    return groups;
  }
}
