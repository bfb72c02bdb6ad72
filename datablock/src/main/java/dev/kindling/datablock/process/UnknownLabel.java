package dev.kindling.datablock.process;

/** What becomes of an item whose label does not occur in train. */
public enum UnknownLabel {
  /** The preparation ends with an error that names the labels. */
  FAIL,
  /** The item is dropped and counted as a skip. */
  DROP,
  /** The item gets the category {@code other}, which is added after those of train. */
  OTHER
}
