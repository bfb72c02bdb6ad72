package dev.kindling.jobs.report;

import dev.kindling.datablock.quality.Distribution;
import dev.kindling.datablock.quality.Measure;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Histograms of all splits over the same bins; all bins are drawn with the same width. */
final class Histogram {
  private static final List<String> ORDER = List.of("train", "valid", "test");

  private Histogram() {}

  /** The share of each split's items in each bin, in percent, as a picture in base64. */
  static String png(Measure measure, Distribution found) {
    List<Plot.Line> outlines = new ArrayList<>();
    for (String split : ORDER) {
      Distribution.Summary summary = found.splits().get(split);
      if (summary != null) {
        outlines.add(outline(split, summary.counts()));
      }
    }
    return Plot.outlines(
        measure.text(), "% of split", outlines, at -> label(measure, found.edges(), at));
  }

  /** Up and down around each bin; x is the number of bins to the left. */
  private static Plot.Line outline(String split, List<Long> counts) {
    double total = counts.stream().mapToLong(Long::longValue).sum();
    List<Double> x = new ArrayList<>(List.of(0.0));
    List<Double> y = new ArrayList<>(List.of(0.0));
    IntStream.range(0, counts.size())
        .forEach(
            bin -> {
              double share = 100 * counts.get(bin) / total;
              x.addAll(List.of((double) bin, bin + 1.0));
              y.addAll(List.of(share, share));
            });
    x.add((double) counts.size());
    y.add(0.0);
    return new Plot.Line(split, x, y, false);
  }

  /** The value at a place between the edges of bins. */
  private static String label(Measure measure, List<Double> edges, double at) {
    int bin = (int) Math.max(0, Math.min(edges.size() - 2, Math.floor(at)));
    double value = edges.get(bin) + (at - bin) * (edges.get(bin + 1) - edges.get(bin));
    return Figures.value(measure.text(), value);
  }
}
