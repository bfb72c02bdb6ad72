package dev.kindling.datablock.scan;

/** What becomes of symbolic links. */
public enum Links {
  /** They are what they lead to, but no directory is entered that one is in already. */
  FOLLOW,
  /** Skipped and counted. */
  SKIP
}
