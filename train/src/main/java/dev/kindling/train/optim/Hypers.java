package dev.kindling.train.optim;

import java.util.List;

/**
 * The scheduled settings of one step.
 *
 * @param groups one per parameter group, at least one
 */
public record Hypers(List<Hyper> groups) {
  /**
   * The scheduled settings of one parameter group.
   *
   * @param rate learning rate, at least 0
   * @param momentum share of the average kept, in [0, 1)
   */
  public record Hyper(double rate, double momentum) {}

  public Hypers {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("Hypers need at least one group");
    }
  }

  /** The same for a model with one group. */
  public static Hypers of(double rate, double momentum) {
    return new Hypers(List.of(new Hyper(rate, momentum)));
  }
}
