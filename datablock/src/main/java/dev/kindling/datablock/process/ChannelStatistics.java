package dev.kindling.datablock.process;

import java.util.List;

/**
 * Mean and standard deviation of red, green and blue, values in [0, 1], every image with equal
 * weight whatever its size.
 *
 * @param mean of each channel
 * @param std of each channel
 */
public record ChannelStatistics(List<Double> mean, List<Double> std) {
  public ChannelStatistics {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
  }

  /**
   * From sums over images of the statistic columns of {@link ProcessedRow#SCHEMA}.
   *
   * @param means sums of {@code mean_0} to {@code mean_2}
   * @param squares sums of {@code square_0} to {@code square_2}
   * @param images how many, at least 1
   */
  public static ChannelStatistics of(List<Long> means, List<Long> squares, long images) {
    ChannelSums sums = new ChannelSums(means, squares);
    return new ChannelStatistics(sums.mean(images), sums.std(images));
  }
}
