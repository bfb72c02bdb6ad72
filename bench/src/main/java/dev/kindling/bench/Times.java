package dev.kindling.bench;

import java.util.List;

/** Times of equal work, as one number. */
public final class Times {
  private Times() {}

  /** The middle one, or the mean of the two in the middle. */
  public static double median(List<Double> times) {
    double[] sorted = sorted(times);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** All of them, the shortest first. */
  static double[] sorted(List<Double> times) {
    return times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }
}
