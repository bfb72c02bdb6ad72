package dev.kindling.augment;

import java.io.Serializable;
import java.util.List;

/**
 * Brings each channel to mean 0 and standard deviation 1: {@code (value / 255 - mean) / std}.
 *
 * @param mean of each of the three channels, of values in [0, 1]
 * @param std standard deviation of each channel, of values in [0, 1], above 0
 */
public record Normalize(List<Double> mean, List<Double> std) implements Serializable {
  /** Values stay in [0, 1] as they are. */
  public static final Normalize NONE =
      new Normalize(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  /** The statistics that the course uses for Imagenette. */
  public static final Normalize IMAGENETTE =
      new Normalize(List.of(0.47, 0.48, 0.45), List.of(0.29, 0.28, 0.30));

  public Normalize {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (mean.size() != 3 || std.size() != 3) {
      throw new IllegalArgumentException(
          "Normalize needs three means and three deviations, got %s and %s".formatted(mean, std));
    }
    if (!mean.stream().allMatch(Double::isFinite)
        || !std.stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
      throw new IllegalArgumentException(
          "Normalize needs finite means and deviations above 0, got %s and %s"
              .formatted(mean, std));
    }
  }

  /**
   * By a dataset's statistics; a channel that is the same everywhere, of deviation 0, is only
   * brought to mean 0.
   */
  public static Normalize byStatistics(List<Double> mean, List<Double> std) {
    return new Normalize(mean, std.stream().map(d -> d == 0 ? 1 : d).toList());
  }

  /** What a uint8 value of that channel is multiplied by, before {@link #offset} is added. */
  float factor(int channel) {
    return (float) (1 / (255 * std.get(channel)));
  }

  /** What is added to a uint8 value of that channel after {@link #factor}. */
  float offset(int channel) {
    return (float) (-mean.get(channel) / std.get(channel));
  }

  /** A normalised value back as uint8, for display; clamped to [0, 255]. */
  public int undo(float value, int channel) {
    double pixel = (value * std.get(channel) + mean.get(channel)) * 255;
    return (int) Math.round(Math.max(0, Math.min(255, pixel)));
  }
}
