package dev.kindling.train.evaluate;

import dev.kindling.train.model.MetricSum;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a model is worth on some items. Parts add up; add them in a fixed order for the same bits.
 *
 * @param metrics sums by name, {@code loss} included
 * @param confusion by category index; of no categories where labels are several or numbers
 * @param labels by index, where items may have several; else empty
 * @param numbers some of them, where labels are numbers
 * @param topLosses the items with the highest losses, worst first
 * @param keep how many of these are kept
 */
public record Evaluation(
    SortedMap<String, MetricSum> metrics,
    ConfusionMatrix confusion,
    List<LabelScore> labels,
    List<NumberPair> numbers,
    List<ItemResult> topLosses,
    int keep)
    implements Serializable {
  public Evaluation {
    metrics = Collections.unmodifiableSortedMap(new TreeMap<>(metrics));
    labels = List.copyOf(labels);
    numbers = List.copyOf(numbers);
    topLosses = topLosses.stream().sorted(ItemResult.WORST_FIRST).limit(keep).toList();
  }

  /**
   * Over no items.
   *
   * @param classes categories; 0 where labels are several or numbers
   * @param keep top losses kept, 0 or more
   */
  public static Evaluation none(int classes, int keep) {
    return new Evaluation(
        Collections.emptySortedMap(),
        ConfusionMatrix.of(new long[classes][classes]),
        List.of(),
        List.of(),
        List.of(),
        keep);
  }

  /** Over the items of both. */
  public Evaluation plus(Evaluation other) {
    TreeMap<String, MetricSum> sums = new TreeMap<>(metrics);
    other.metrics.forEach((name, sum) -> sums.merge(name, sum, MetricSum::plus));
    return new Evaluation(
        sums,
        confusion.plus(other.confusion),
        sum(labels, other.labels),
        NumberPair.kept(numbers, other.numbers),
        Stream.concat(topLosses.stream(), other.topLosses.stream()).toList(),
        keep);
  }

  private static List<LabelScore> sum(List<LabelScore> some, List<LabelScore> others) {
    if (some.isEmpty() || others.isEmpty()) {
      return some.isEmpty() ? others : some;
    }
    return IntStream.range(0, some.size()).mapToObj(i -> some.get(i).plus(others.get(i))).toList();
  }

  /** Items. */
  public long examples() {
    return metrics.getOrDefault("loss", MetricSum.NONE).count();
  }

  /**
   * The mean of a metric.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public double metric(String name) {
    MetricSum sum = metrics.get(name);
    if (sum == null) {
      throw new IllegalArgumentException(
          "Unknown metric '%s'; there are %s".formatted(name, metrics.keySet()));
    }
    return sum.mean();
  }
}
