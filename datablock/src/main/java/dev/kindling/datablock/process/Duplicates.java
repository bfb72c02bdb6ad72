package dev.kindling.datablock.process;

/** What becomes of items with exactly the same bytes. They are counted in any case. */
public enum Duplicates {
  /** All are kept. */
  IGNORE,
  /**
   * One is kept: of train before valid before test, and there the one with the smallest key. The
   * others are counted as skips.
   */
  DROP
}
