package dev.kindling.datablock.process;

/**
 * What becomes of an item that has no label, or one that cannot be read, where labels are wanted.
 * It is counted either way.
 */
public enum BlankLabel {
  /** It goes to the quarantine, and counts against the budget for bad items. */
  QUARANTINE,
  /** It is skipped. */
  SKIP,
  /**
   * For several labels an item: one whose label is there and empty has none of them, and is kept;
   * what is missing or cannot be read goes to the quarantine.
   */
  KEEP
}
