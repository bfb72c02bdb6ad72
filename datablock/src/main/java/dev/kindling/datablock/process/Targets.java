package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

/**
 * How labels become targets: the index of a category, the categories being those of train in sorted
 * order.
 *
 * @param unknown what becomes of an item whose label does not occur in train
 */
public record Targets(UnknownLabel unknown) {
  public Targets {
    requireNonNull(unknown, "unknown");
  }

  /** One category for each item; an unknown label is an error. */
  public static Targets categories() {
    return new Targets(UnknownLabel.FAIL);
  }

  /** The same with another policy for unknown labels. */
  public Targets onUnknown(UnknownLabel policy) {
    return new Targets(policy);
  }

  /**
   * Fits the categories on train.
   *
   * @throws dev.kindling.datablock.DataContractException if train has fewer than two labels, or as
   *     the policy says
   */
  public Categories fit(LabelCounts labels) {
    return Categories.fit(labels, unknown);
  }
}
