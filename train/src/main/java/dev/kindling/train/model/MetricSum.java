package dev.kindling.train.model;

import java.io.Serializable;

/**
 * A metric over some items, kept as a sum so that unequal parts add up to the right mean.
 *
 * @param sum over the items
 * @param count items
 */
public record MetricSum(double sum, long count) implements Serializable {
  /** Over no items. */
  public static final MetricSum NONE = new MetricSum(0, 0);

  public MetricSum {
    if (count < 0) {
      throw new IllegalArgumentException("MetricSum count must be at least 0, got " + count);
    }
  }

  /** Over the items of both; add parts in a fixed order for the same bits. */
  public MetricSum plus(MetricSum other) {
    return new MetricSum(sum + other.sum, count + other.count);
  }

  /** Mean over the items; not a number if there are none. */
  public double mean() {
    return count == 0 ? Double.NaN : sum / count;
  }
}
