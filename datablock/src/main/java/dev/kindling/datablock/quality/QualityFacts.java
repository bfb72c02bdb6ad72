package dev.kindling.datablock.quality;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/**
 * What is known of the images of a dataset, copies not counted. Maps are sorted.
 *
 * @param formats images by split and format, as found
 * @param measures by {@link Measure#text()}
 */
public record QualityFacts(
    Map<String, Map<String, Long>> formats, Map<String, Distribution> measures) {
  /** Nothing was measured: by a program of before, or because the items are texts. */
  public static final QualityFacts NONE = new QualityFacts(Map.of(), Map.of());

  public QualityFacts {
    TreeMap<String, Map<String, Long>> sorted = new TreeMap<>();
    formats.forEach(
        (split, counts) ->
            sorted.put(split, Collections.unmodifiableSortedMap(new TreeMap<>(counts))));
    formats = Collections.unmodifiableSortedMap(sorted);
    measures = Collections.unmodifiableSortedMap(new TreeMap<>(measures));
  }

  /** Whether there is anything. */
  public boolean measured() {
    return !measures.isEmpty();
  }

  /** How a measure is distributed; empty if nothing was measured. */
  public Optional<Distribution> of(Measure measure) {
    return Optional.ofNullable(measures.get(measure.text()));
  }

  /** The least value in any split; not a number if nothing was measured. */
  public double least(Measure measure) {
    return values(measure, Distribution.Summary::least).min().orElse(Double.NaN);
  }

  /** The greatest value in any split; not a number if nothing was measured. */
  public double most(Measure measure) {
    return values(measure, Distribution.Summary::most).max().orElse(Double.NaN);
  }

  private DoubleStream values(Measure measure, ToDoubleFunction<Distribution.Summary> value) {
    return of(measure).stream()
        .flatMapToDouble(found -> found.splits().values().stream().mapToDouble(value));
  }
}
