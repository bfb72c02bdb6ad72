package dev.kindling.train.evaluate;

import java.io.Serializable;

/**
 * How one label of several is told.
 *
 * @param right items that have it and were told to
 * @param wrong items that do not have it and were told to
 * @param missed items that have it and were not told to
 */
public record LabelScore(long right, long wrong, long missed) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Over no items. */
  public static final LabelScore NONE = new LabelScore(0, 0, 0);

  /** One item. */
  static LabelScore of(boolean there, boolean told) {
    return new LabelScore(there && told ? 1 : 0, !there && told ? 1 : 0, there && !told ? 1 : 0);
  }

  /** Over the items of both. */
  public LabelScore plus(LabelScore other) {
    return new LabelScore(right + other.right, wrong + other.wrong, missed + other.missed);
  }

  /** Of the items told to have it, the share that do; not a number if there is none. */
  public double precision() {
    return (double) right / (right + wrong);
  }

  /** Of the items that have it, the share told to; not a number if there is none. */
  public double recall() {
    return (double) right / (right + missed);
  }
}
