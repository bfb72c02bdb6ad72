package dev.kindling.datablock;

import java.util.Locale;

/** The part of a dataset that an item belongs to. */
public enum Split {
  /** Items that a model learns from; the only ones that processors are fitted on. */
  TRAIN,
  /** Items that choose between models. */
  VALID,
  /** Items that are looked at once. */
  TEST;

  /** The name in tables, manifests and settings: {@code train}, {@code valid} or {@code test}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The split of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Split of(String text) {
    for (Split split : values()) {
      if (split.text().equals(text)) {
        return split;
      }
    }
    throw new IllegalArgumentException("Split must be train, valid or test, got \"" + text + "\"");
  }
}
