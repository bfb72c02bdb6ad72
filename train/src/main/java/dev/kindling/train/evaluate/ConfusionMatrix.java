package dev.kindling.train.evaluate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often items of each category were taken for each. Immutable.
 *
 * @param counts {@code counts[target][prediction]}, square
 */
public record ConfusionMatrix(List<List<Long>> counts) implements Serializable {
  public ConfusionMatrix {
    int classes = counts.size();
    counts = counts.stream().map(List::copyOf).toList();
    if (counts.stream().anyMatch(row -> row.size() != classes)) {
      throw new IllegalArgumentException("ConfusionMatrix must be square, got " + counts);
    }
  }

  static ConfusionMatrix of(long[][] counts) {
    List<List<Long>> rows = new ArrayList<>();
    for (long[] row : counts) {
      rows.add(Arrays.stream(row).boxed().toList());
    }
    return new ConfusionMatrix(rows);
  }

  /** Categories. */
  public int classes() {
    return counts.size();
  }

  /** Items of one category that were taken for another or the same. */
  public long count(int target, int prediction) {
    return counts.get(target).get(prediction);
  }

  /** Items of a category. */
  public long ofTarget(int target) {
    return counts.get(target).stream().mapToLong(Long::longValue).sum();
  }

  /** Items taken for a category. */
  public long ofPrediction(int prediction) {
    return counts.stream().mapToLong(row -> row.get(prediction)).sum();
  }

  /** Of the items taken for a category, the share that are of it; not a number if there is none. */
  public double precision(int category) {
    return (double) count(category, category) / ofPrediction(category);
  }

  /** Of the items of a category, the share taken for it; not a number if there is none. */
  public double recall(int category) {
    return (double) count(category, category) / ofTarget(category);
  }

  /** Both counted together. */
  public ConfusionMatrix plus(ConfusionMatrix other) {
    if (classes() != other.classes()) {
      throw new IllegalArgumentException(
          "Confusion of %d categories cannot take one of %d".formatted(classes(), other.classes()));
    }
    long[][] sum = new long[classes()][classes()];
    for (int t = 0; t < sum.length; t++) {
      for (int p = 0; p < sum.length; p++) {
        sum[t][p] = count(t, p) + other.count(t, p);
      }
    }
    return of(sum);
  }
}
