package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.datablock.quality.Distribution;
import dev.kindling.datablock.quality.Measure;
import dev.kindling.datablock.quality.QualityFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** What was measured of images: a table, histograms by split, and formats. */
final class QualitySection {
  private static final List<String> ORDER = List.of("train", "valid", "test");

  private QualitySection() {}

  static Html of(QualityFacts facts) {
    if (!facts.measured()) {
      return element(
          "p",
          text("Not measured: this version was prepared by an earlier program. Prepare it again."));
    }
    return all(
        List.of(
            table(facts),
            element("div", Map.of("class", "plots small"), all(plots(facts))),
            element("h3", text("Formats, as found")),
            formats(facts)));
  }

  private static Html table(QualityFacts facts) {
    List<List<String>> rows = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      facts.of(measure).ifPresent(found -> rows.addAll(rows(measure, found)));
    }
    return Tables.table(
        List.of("measure", "split", "#least", "#5 %", "#median", "#95 %", "#most"), rows);
  }

  private static List<List<String>> rows(Measure measure, Distribution found) {
    List<List<String>> rows = new ArrayList<>();
    for (String split : ORDER) {
      Distribution.Summary summary = found.splits().get(split);
      if (summary != null) {
        List<String> row = new ArrayList<>();
        row.add(rows.isEmpty() ? "%s (%s)".formatted(measure.text(), measure.unit()) : "");
        row.add(split);
        for (double value :
            new double[] {
              summary.least(), summary.low(), summary.median(), summary.high(), summary.most()
            }) {
          row.add(Figures.value(measure.text(), value));
        }
        rows.add(row);
      }
    }
    return rows;
  }

  private static List<Html> plots(QualityFacts facts) {
    List<Html> plots = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      facts
          .of(measure)
          .ifPresent(
              found ->
                  plots.add(
                      Pictures.image(
                          Histogram.png(measure, found),
                          "how %s is distributed".formatted(measure.text()))));
    }
    return plots;
  }

  private static Html formats(QualityFacts facts) {
    List<String> splits = ORDER.stream().filter(facts.formats()::containsKey).toList();
    TreeSet<String> formats = new TreeSet<>();
    facts.formats().values().forEach(counts -> formats.addAll(counts.keySet()));
    List<String> columns = new ArrayList<>(List.of("format"));
    splits.forEach(split -> columns.add("#" + split));
    List<List<String>> rows = new ArrayList<>();
    for (String format : formats) {
      List<String> row = new ArrayList<>(List.of(format));
      for (String split : splits) {
        long count = facts.formats().getOrDefault(split, Map.of()).getOrDefault(format, 0L);
        row.add(String.format(Locale.ROOT, "%,d", count));
      }
      rows.add(row);
    }
    return Tables.table(columns, rows);
  }
}
