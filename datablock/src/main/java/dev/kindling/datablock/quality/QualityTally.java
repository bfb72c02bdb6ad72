package dev.kindling.datablock.quality;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Counts of what is measured of images, by split. Tallies of parts of the data add up to that of
 * the whole, in any order, so the facts do not depend on partitions. Mutable; its size does not
 * grow with the number of images.
 */
public final class QualityTally implements Serializable {
  private static final long serialVersionUID = 1;

  /** A histogram has at most so many bins. */
  private static final int BINS = 32;

  private static final double LOW = 0.05;
  private static final double MEDIAN = 0.5;
  private static final double HIGH = 0.95;

  private final TreeMap<String, TreeMap<String, Long>> formats = new TreeMap<>();
  private final TreeMap<String, EnumMap<Measure, Tally>> splits = new TreeMap<>();

  /** Counts one image of a split. */
  public void add(String split, ItemQuality item) {
    formats.computeIfAbsent(split, any -> new TreeMap<>()).merge(item.format(), 1L, Long::sum);
    for (Measure measure : Measure.values()) {
      tally(split, measure).add(measure.of(item));
    }
  }

  /** Counts all that another one counted. */
  public void add(QualityTally other) {
    other.formats.forEach(
        (split, counts) -> {
          TreeMap<String, Long> here = formats.computeIfAbsent(split, any -> new TreeMap<>());
          counts.forEach((format, count) -> here.merge(format, count, Long::sum));
        });
    other.splits.forEach(
        (split, tallies) -> tallies.forEach((measure, tally) -> tally(split, measure).add(tally)));
  }

  private Tally tally(String split, Measure measure) {
    return splits
        .computeIfAbsent(split, any -> new EnumMap<>(Measure.class))
        .computeIfAbsent(measure, any -> new Tally(measure.scale()));
  }

  /** What was counted, in words of the manifest. */
  public QualityFacts facts() {
    if (splits.isEmpty()) {
      return QualityFacts.NONE;
    }
    Map<String, Distribution> measures = new TreeMap<>();
    for (Measure measure : Measure.values()) {
      measures.put(measure.text(), distribution(measure));
    }
    return new QualityFacts(new TreeMap<>(formats), measures);
  }

  private Distribution distribution(Measure measure) {
    TreeMap<String, Tally> tallies = new TreeMap<>();
    splits.keySet().forEach(split -> tallies.put(split, tally(split, measure)));
    int doublings = doublings(tallies.values());
    int first = first(tallies.values()) >> doublings;
    int last = last(tallies.values()) >> doublings;
    List<Double> edges = new ArrayList<>();
    for (int bin = first; bin <= last + 1; bin++) {
      edges.add(measure.scale().edge(bin << doublings));
    }
    Map<String, Distribution.Summary> summaries = new TreeMap<>();
    tallies.forEach(
        (split, tally) -> {
          Map<Integer, Long> counts = tally.counts(doublings);
          summaries.put(
              split,
              new Distribution.Summary(
                  tally.least(),
                  tally.quantile(LOW),
                  tally.quantile(MEDIAN),
                  tally.quantile(HIGH),
                  tally.most(),
                  IntStream.rangeClosed(first, last)
                      .mapToObj(bin -> counts.getOrDefault(bin, 0L))
                      .toList()));
        });
    return new Distribution(edges, summaries);
  }

  /** How often bins double in width until few enough hold everything. */
  private static int doublings(Collection<Tally> tallies) {
    int doublings = 0;
    while ((last(tallies) >> doublings) - (first(tallies) >> doublings) >= BINS) {
      doublings++;
    }
    return doublings;
  }

  private static int first(Collection<Tally> tallies) {
    return tallies.stream().mapToInt(Tally::firstBin).min().orElse(0);
  }

  private static int last(Collection<Tally> tallies) {
    return tallies.stream().mapToInt(Tally::lastBin).max().orElse(0);
  }
}
