package dev.kindling.datablock.process;

/** What becomes of items with exactly the same bytes. They are counted in any case. */
public enum Duplicates {
  /** All are kept. */
  IGNORE,
  /**
   * All are kept and go to one split: where an earlier version has one of them, or else train
   * before valid before test.
   */
  KEEP_TOGETHER,
  /**
   * One is kept: what an earlier version has, or else of train before valid before test, and there
   * the one with the smallest key. The others are counted as skips.
   */
  DROP
}
