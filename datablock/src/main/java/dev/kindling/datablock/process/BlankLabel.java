package dev.kindling.datablock.process;

/** What becomes of an item that has no label, where labels are wanted. It is counted either way. */
public enum BlankLabel {
  /** It goes to the quarantine, and counts against the budget for bad items. */
  QUARANTINE,
  /** It is skipped. */
  SKIP
}
