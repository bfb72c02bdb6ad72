package dev.kindling.datablock.scan;

/** What becomes of entries whose names start with a dot. */
public enum Hidden {
  /** Skipped and counted; what lies below is not looked at. */
  SKIP,
  /** As all others. */
  READ
}
