package dev.kindling.datablock.process;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Locale;

/**
 * How labels become targets: as the index of a category, as several of these, the categories being
 * those of train in sorted order, or as a number; or not at all, as for a language model, whose
 * targets are the tokens themselves.
 *
 * @param kind what targets are
 * @param type how labels are read; not looked at where there are no targets
 * @param unknown what becomes of an item with a label that does not occur in train
 * @param blank what becomes of an item without a label
 * @param ambiguous what becomes of an item with different labels where one is wanted
 */
public record Targets(
    Kind kind, LabelType type, UnknownLabel unknown, BlankLabel blank, AmbiguousLabel ambiguous)
    implements Serializable {
  /** What targets are. */
  public enum Kind {
    /** One category for each item. */
    CATEGORIES,
    /** Any number of categories for each item. */
    MULTI,
    /** One number for each item. */
    NUMBER,
    /** Nothing that labels say. */
    NONE;

    /** As settings and messages have it: {@code category}, {@code multi}, {@code number}. */
    public String text() {
      return this == CATEGORIES ? "category" : name().toLowerCase(Locale.ROOT);
    }
  }

  public Targets {
    requireNonNull(kind, "kind");
    requireNonNull(type, "type");
    requireNonNull(unknown, "unknown");
    requireNonNull(blank, "blank");
    requireNonNull(ambiguous, "ambiguous");
    if (blank == BlankLabel.KEEP && kind != Kind.MULTI) {
      throw new IllegalArgumentException(
          "Items without a label can be kept where items may have several, not where targets are %s"
              .formatted(kind.text()));
    }
  }

  /** One category for each item; an unknown label is an error, a missing one a bad item. */
  public static Targets categories() {
    return of(LabelType.category());
  }

  /**
   * What labels of that type say; unknown and ambiguous ones are errors, missing ones bad items.
   */
  public static Targets of(LabelType type) {
    return new Targets(
        type.kind(), type, UnknownLabel.FAIL, BlankLabel.QUARANTINE, AmbiguousLabel.FAIL);
  }

  /** No targets; labels are not needed, and not looked at. */
  public static Targets none() {
    return new Targets(
        Kind.NONE,
        LabelType.category(),
        UnknownLabel.FAIL,
        BlankLabel.QUARANTINE,
        AmbiguousLabel.FAIL);
  }

  /** The same with another policy for unknown labels. */
  public Targets onUnknown(UnknownLabel policy) {
    return new Targets(kind, type, policy, blank, ambiguous);
  }

  /** The same with another policy for items without a label. */
  public Targets onBlank(BlankLabel policy) {
    return new Targets(kind, type, unknown, policy, ambiguous);
  }

  /** The same with another policy for items with different labels. */
  public Targets onAmbiguous(AmbiguousLabel policy) {
    return new Targets(kind, type, unknown, blank, policy);
  }

  /** Whether every item needs a label. */
  public boolean needLabels() {
    return kind != Kind.NONE;
  }

  /**
   * Fits the categories on train; there are none for numbers.
   *
   * @throws dev.kindling.datablock.DataContractException if train has too few labels to tell apart,
   *     or as the policy says
   */
  public Categories fit(LabelCounts labels) {
    return switch (kind) {
      case CATEGORIES -> Categories.fit(labels, unknown, 2);
      case MULTI -> Categories.fit(labels, unknown, 1);
      case NUMBER, NONE -> Categories.none(labels);
    };
  }
}
