package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * How labels become targets: the index of a category, the categories being those of train in sorted
 * order; or not at all, as for a language model, whose targets are the tokens themselves.
 *
 * @param kind what targets are
 * @param unknown what becomes of an item whose label does not occur in train
 * @param blank what becomes of an item without a label
 */
public record Targets(Kind kind, UnknownLabel unknown, BlankLabel blank) implements Serializable {
  /** What targets are. */
  public enum Kind {
    /** One category for each item. */
    CATEGORIES,
    /** Nothing that labels say. */
    NONE
  }

  public Targets {
    requireNonNull(kind, "kind");
    requireNonNull(unknown, "unknown");
    requireNonNull(blank, "blank");
  }

  /** One category for each item; an unknown label is an error, a missing one a bad item. */
  public static Targets categories() {
    return new Targets(Kind.CATEGORIES, UnknownLabel.FAIL, BlankLabel.QUARANTINE);
  }

  /** No targets; labels are not needed, and not looked at. */
  public static Targets none() {
    return new Targets(Kind.NONE, UnknownLabel.FAIL, BlankLabel.QUARANTINE);
  }

  /** The same with another policy for unknown labels. */
  public Targets onUnknown(UnknownLabel policy) {
    return new Targets(kind, policy, blank);
  }

  /** The same with another policy for items without a label. */
  public Targets onBlank(BlankLabel policy) {
    return new Targets(kind, unknown, policy);
  }

  /** Whether every item needs a label. */
  public boolean needLabels() {
    return kind == Kind.CATEGORIES;
  }

  /**
   * Fits the categories on train.
   *
   * @throws dev.kindling.datablock.DataContractException if train has fewer than two labels, or as
   *     the policy says
   */
  public Categories fit(LabelCounts labels) {
    return needLabels() ? Categories.fit(labels, unknown) : Categories.none(labels);
  }
}
