package dev.kindling.datablock.process;

/**
 * What becomes of an item that different labels were given for, where one is wanted. It is counted
 * either way.
 */
public enum AmbiguousLabel {
  /** The preparation ends with an error that names one such item. */
  FAIL,
  /** It goes to the quarantine, and counts against the budget for bad items. */
  QUARANTINE,
  /** It is skipped. */
  SKIP
}
