package dev.kindling.train.loop;

import dev.kindling.train.model.MetricSum;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What one pass of a loop did, or several merged. Sums of floating-point numbers depend on their
 * order: merge in worker order for the same bits.
 *
 * @param steps batches taken, cancelled ones included
 * @param examples items of batches that were not cancelled
 * @param cancelledExamples items of batches that a callback left before their end, or that
 *     overflowed
 * @param skipped steps not taken because their scaled gradient overflowed
 * @param metrics sums by name, {@code loss} included
 * @param history training steps, in order; empty for validation
 * @param ending how it ended
 */
public record Outcome(
    int steps,
    long examples,
    long cancelledExamples,
    int skipped,
    SortedMap<String, MetricSum> metrics,
    List<StepRecord> history,
    Ending ending)
    implements Serializable {
  /** The name of the loss among the metrics. */
  public static final String LOSS = "loss";

  /** Nothing done yet: what merging starts from. */
  public static final Outcome NONE =
      new Outcome(0, 0, 0, 0, Collections.emptySortedMap(), List.of(), Ending.COMPLETED);

  public Outcome {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    history = List.copyOf(history);
  }

  /** Both together: counts and sums added, this one's history first, the stronger ending. */
  public Outcome plus(Outcome other) {
    TreeMap<String, MetricSum> sums = new TreeMap<>(metrics);
    other.metrics.forEach((name, sum) -> sums.merge(name, sum, MetricSum::plus));
    return new Outcome(
        steps + other.steps,
        examples + other.examples,
        cancelledExamples + other.cancelledExamples,
        skipped + other.skipped,
        sums,
        Stream.concat(history.stream(), other.history.stream()).toList(),
        ending.orStronger(other.ending));
  }

  /**
   * The mean of one metric over the items.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double metric(String name) {
    return sum(name).mean();
  }

  /**
   * The sum of one metric.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public MetricSum sum(String name) {
    return sum(metrics, name);
  }

  static MetricSum sum(SortedMap<String, MetricSum> metrics, String name) {
    MetricSum sum = metrics.get(name);
    if (sum == null) {
      throw new IllegalArgumentException(
          "Unknown metric '%s'; this run records %s".formatted(name, metrics.keySet()));
    }
    return sum;
  }

  /** Mean loss. */
  public double loss() {
    return metric(LOSS);
  }
}
