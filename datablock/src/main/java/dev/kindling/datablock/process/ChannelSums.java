package dev.kindling.datablock.process;

import dev.kindling.datablock.image.Image;
import java.util.ArrayList;
import java.util.List;

/**
 * Means of an image's channels and of their squares, or sums of such means over images. They are in
 * fixed point, so the order of adding changes nothing: statistics are the same bit for bit on any
 * number of partitions.
 *
 * @param means for each channel, in units of 2^-20 of a grey level (0 to 255)
 * @param squares for each channel the mean of the squared levels, in units of 2^-20
 */
record ChannelSums(List<Long> means, List<Long> squares) {
  private static final double UNIT = 0x1p20;
  private static final double LEVELS = 255;

  ChannelSums {
    means = List.copyOf(means);
    squares = List.copyOf(squares);
  }

  static ChannelSums of(Image image) {
    byte[] pixels = image.pixels();
    long[] sums = new long[Image.CHANNELS];
    long[] squares = new long[Image.CHANNELS];
    for (int i = 0; i < pixels.length; i += Image.CHANNELS) {
      for (int c = 0; c < Image.CHANNELS; c++) {
        int level = pixels[i + c] & 0xff;
        sums[c] += level;
        squares[c] += (long) level * level;
      }
    }
    long count = pixels.length / Image.CHANNELS;
    return new ChannelSums(fixed(sums, count), fixed(squares, count));
  }

  private static List<Long> fixed(long[] sums, long count) {
    List<Long> means = new ArrayList<>();
    for (long sum : sums) {
      means.add(Math.round((double) sum / count * UNIT));
    }
    return means;
  }

  /** The channels' means over that many images, values in [0, 1]. */
  List<Double> mean(long images) {
    return means.stream().map(sum -> sum / UNIT / images / LEVELS).toList();
  }

  /** The channels' standard deviations over that many images, values in [0, 1]. */
  List<Double> std(long images) {
    List<Double> mean = mean(images);
    List<Double> std = new ArrayList<>();
    for (int c = 0; c < squares.size(); c++) {
      double square = squares.get(c) / UNIT / images / (LEVELS * LEVELS);
      std.add(Math.sqrt(Math.max(0, square - mean.get(c) * mean.get(c))));
    }
    return std;
  }
}
