package dev.kindling.train.archive;

import java.util.List;
import java.util.Map;

/**
 * What a model of images takes, and how an image becomes that.
 *
 * @param height rows of the input
 * @param width columns of the input
 * @param mean of each channel, on values in [0, 1]
 * @param std standard deviation of each channel, above 0
 * @param transforms the other fitted transforms as plain JSON values, by name
 */
public record InputSpec(
    int height, int width, List<Double> mean, List<Double> std, Map<String, Object> transforms)
    implements ModelInputs {
  public InputSpec {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    transforms = Map.copyOf(transforms);
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "Input size must be positive, got %d x %d".formatted(height, width));
    }
    if (mean.isEmpty() || mean.size() != std.size()) {
      throw new IllegalArgumentException(
          "Normalisation needs a mean and a std per channel, got %s and %s".formatted(mean, std));
    }
    if (!mean.stream().allMatch(Double::isFinite)
        || !std.stream().allMatch(s -> Double.isFinite(s) && s > 0)) {
      throw new IllegalArgumentException(
          "Normalisation must be finite with positive std, got mean %s and std %s"
              .formatted(mean, std));
    }
  }
}
