package dev.kindling.datablock.table;

import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.Split;
import dev.kindling.datablock.quality.Measure;
import dev.kindling.datablock.quality.QualityFacts;
import dev.kindling.datablock.scan.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a dataset must be like for a version of it to be committed. Every share is of items, in [0,
 * 1]; 1, and a count of 0, expect nothing. Immutable.
 *
 * @param minItems rows of the table
 * @param minPerClass items of train with the rarest label
 * @param maxClassRatio items of train with the most common label over those with the rarest, at
 *     least 1; infinite expects nothing
 * @param maxDuplicateFraction items whose exact content occurs under an earlier key
 * @param maxLeakedFraction items of valid and test with a near duplicate in train, after the policy
 *     for near duplicates
 * @param minSide (images) pixels of the shorter side of the smallest image, as found
 * @param maxAspect (images) longer side over shorter side of the longest image, at least 1;
 *     infinite expects nothing
 * @param maxUnknownFraction (texts) tokens of train that the vocabulary does not have
 * @param labels all there may be; empty for any
 */
public record Expectations(
    long minItems,
    long minPerClass,
    double maxClassRatio,
    double maxDuplicateFraction,
    double maxLeakedFraction,
    long minSide,
    double maxAspect,
    double maxUnknownFraction,
    List<String> labels) {
  /** Anything is as expected. */
  public static final Expectations NONE =
      new Expectations(
          0, 0, Double.POSITIVE_INFINITY, 1, 1, 0, Double.POSITIVE_INFINITY, 1, List.of());

  public Expectations {
    labels = List.copyOf(labels);
    requireFraction("maxDuplicateFraction", maxDuplicateFraction);
    requireFraction("maxLeakedFraction", maxLeakedFraction);
    requireFraction("maxUnknownFraction", maxUnknownFraction);
    requireRatio("maxClassRatio", maxClassRatio);
    requireRatio("maxAspect", maxAspect);
  }

  private static void requireRatio(String name, double value) {
    if (!(value >= 1)) {
      throw new IllegalArgumentException(name + " must be at least 1, got " + value);
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1], got " + value);
    }
  }

  /**
   * Compares them with what there is.
   *
   * @throws DataContractException that names every expectation that is not met
   */
  public void check(Manifest manifest) {
    List<String> broken = broken(manifest);
    if (!broken.isEmpty()) {
      throw new DataContractException(
          "The data are not as expected: %s. No version was committed; mend the data, or change what is expected"
              .formatted(String.join("; ", broken)));
    }
  }

  /** A sentence for each expectation that is not met. */
  public List<String> broken(Manifest manifest) {
    List<String> broken = new ArrayList<>();
    if (manifest.items() < minItems) {
      broken.add("%d items, expected at least %d".formatted(manifest.items(), minItems));
    }
    Map<String, Long> classes = manifest.labels(Split.TRAIN);
    classes.entrySet().stream()
        .filter(entry -> entry.getValue() < minPerClass)
        .map(
            entry ->
                "%d items of train are labelled \"%s\", expected at least %d of each label"
                    .formatted(entry.getValue(), entry.getKey(), minPerClass))
        .forEach(broken::add);
    if (ratio(classes) > maxClassRatio) {
      broken.add(
          String.format(
              Locale.ROOT,
              "the most common label of train is %.2f times as frequent as the rarest, expected at most %s times",
              ratio(classes),
              maxClassRatio));
    }
    share(broken, "items repeat others", duplicates(manifest), maxDuplicateFraction);
    share(
        broken,
        "items of valid and test have a near duplicate in train",
        leaked(manifest),
        maxLeakedFraction);
    sizes(broken, manifest.quality());
    share(
        broken,
        "tokens of train are unknown",
        manifest.text().of(Split.TRAIN).unknownRate(),
        maxUnknownFraction);
    Set<String> others = new TreeSet<>(manifest.vocab());
    labels.forEach(others::remove);
    if (!labels.isEmpty() && !others.isEmpty()) {
      broken.add("labels %s, expected only %s".formatted(others, labels));
    }
    return broken;
  }

  private void sizes(List<String> broken, QualityFacts quality) {
    if (!quality.measured()) {
      if (minSide > 0 || Double.isFinite(maxAspect)) {
        broken.add("the sizes of images are expected, but were not measured");
      }
      return;
    }
    double side = Math.min(quality.least(Measure.WIDTH), quality.least(Measure.HEIGHT));
    if (side < minSide) {
      broken.add(
          "an image has a side of %.0f pixels, expected at least %d".formatted(side, minSide));
    }
    double aspect = Math.max(quality.most(Measure.ASPECT), 1 / quality.least(Measure.ASPECT));
    if (aspect > maxAspect) {
      broken.add(
          String.format(
              Locale.ROOT,
              "an image is %.2f times as long as it is wide, expected at most %s times",
              aspect,
              maxAspect));
    }
  }

  private static void share(List<String> broken, String what, double share, double most) {
    if (share > most) {
      broken.add(
          String.format(
              Locale.ROOT,
              "%.2f %% of %s, expected at most %.2f %%",
              100 * share,
              what,
              100 * most));
    }
  }

  private static double duplicates(Manifest manifest) {
    long dropped = manifest.skipped().getOrDefault(SkipReason.DUPLICATE_CONTENT.code(), 0L);
    return share(manifest.duplicates(), manifest.items() + dropped);
  }

  private static double leaked(Manifest manifest) {
    return share(manifest.nearDuplicates().leaks(), manifest.items() - manifest.count(Split.TRAIN));
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Of the most common to the rarest; 1 for fewer than two. */
  private static double ratio(Map<String, Long> classes) {
    LongSummaryStatistics counts =
        classes.values().stream().mapToLong(Long::longValue).summaryStatistics();
    return counts.getCount() == 0 ? 1 : (double) counts.getMax() / counts.getMin();
  }
}
