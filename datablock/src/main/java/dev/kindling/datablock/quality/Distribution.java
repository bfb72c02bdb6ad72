package dev.kindling.datablock.quality;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How one measure is distributed over the items of each split. The same bit for bit on any number
 * of partitions.
 *
 * @param edges of the bins, rising; one more than there are bins, the same for all splits
 * @param splits by name
 */
public record Distribution(List<Double> edges, Map<String, Summary> splits) {
  public Distribution {
    edges = List.copyOf(edges);
    splits = Collections.unmodifiableSortedMap(new TreeMap<>(splits));
  }

  /**
   * Of one split. Quantiles are values that occur, at most 1/1024 (sizes: 1/64 of themselves) less
   * than the least value that so large a share of the items does not exceed.
   *
   * @param least value
   * @param low what 5 % do not exceed
   * @param median what half do not exceed
   * @param high what 95 % do not exceed
   * @param most value
   * @param counts of items in each bin; it has values from its edge up to below the next
   */
  public record Summary(
      double least, double low, double median, double high, double most, List<Long> counts) {
    public Summary {
      counts = List.copyOf(counts);
    }
  }
}
