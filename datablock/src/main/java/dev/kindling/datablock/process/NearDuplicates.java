package dev.kindling.datablock.process;

/**
 * What becomes of pictures that show the same: copies that were encoded anew, scaled, brightened or
 * cropped a little. Whatever it is but {@link #IGNORE}, clusters of them are counted.
 */
public enum NearDuplicates {
  /** They are not looked for. */
  IGNORE,
  /** They are counted, and all stay as they are. */
  REPORT,
  /**
   * A cluster goes as a whole to one split: where an earlier version has one of it, or else train
   * before valid before test. What an earlier version has stays where it is.
   */
  KEEP_TOGETHER,
  /**
   * One of a cluster is kept: what an earlier version has, or else of train before valid before
   * test, and there the one with the smallest key. The others are counted as skips.
   */
  DROP
}
