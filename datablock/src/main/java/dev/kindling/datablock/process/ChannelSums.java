package dev.kindling.datablock.process;

import dev.kindling.datablock.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

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

  /** Pixels whose squares add up to less than 2^32. */
  private static final int AT_ONCE = 1 << 16;

  /** By level: its square in the upper half, itself in the lower, so that one sum is of both. */
  private static final long[] SQUARE_AND_LEVEL =
      LongStream.range(0, 256).map(level -> level * level << Integer.SIZE | level).toArray();

  ChannelSums {
    means = List.copyOf(means);
    squares = List.copyOf(squares);
  }

  static ChannelSums of(Image image) {
    byte[] pixels = image.pixels();
    int pixelCount = image.width() * image.height();
    long[] sums = new long[Image.CHANNELS];
    long[] squares = new long[Image.CHANNELS];
    for (int pixel = 0; pixel < pixelCount; pixel += AT_ONCE) {
      int end = Math.min(pixel + AT_ONCE, pixelCount);
      add(pixels, pixel * Image.CHANNELS, end * Image.CHANNELS, sums, squares);
    }
    return new ChannelSums(fixed(sums, pixelCount), fixed(squares, pixelCount));
  }

  private static void add(byte[] pixels, int from, int to, long[] sums, long[] squares) {
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int i = from; i < to; i += Image.CHANNELS) {
      red += SQUARE_AND_LEVEL[pixels[i] & 0xff];
      green += SQUARE_AND_LEVEL[pixels[i + 1] & 0xff];
      blue += SQUARE_AND_LEVEL[pixels[i + 2] & 0xff];
    }
    long[] both = {red, green, blue};
    for (int c = 0; c < Image.CHANNELS; c++) {
      sums[c] += both[c] & 0xffff_ffffL;
      squares[c] += both[c] >>> Integer.SIZE;
    }
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
