package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/** The confusion matrix: a row for each actual class, shaded by the share of its row. */
final class ConfusionTable {
  private ConfusionTable() {}

  static Html of(List<String> classes, List<List<Long>> counts) {
    List<Html> head = new ArrayList<>();
    head.add(element("th", text("actual \\ predicted")));
    classes.forEach(
        name -> head.add(element("th", Map.of("class", "slanted"), element("span", text(name)))));
    head.add(element("th", Map.of("class", "number"), text("recall")));
    List<Html> rows = new ArrayList<>();
    for (int actual = 0; actual < counts.size(); actual++) {
      rows.add(row(classes.get(actual), counts.get(actual), actual));
    }
    return Tables.scrolling(
        element(
            "table",
            Map.of("class", "confusion"),
            element("thead", Tables.row(head)),
            element("tbody", Html.all(rows))));
  }

  private static Html row(String name, List<Long> counts, int actual) {
    long total = counts.stream().flatMapToLong(LongStream::of).sum();
    List<Html> cells = new ArrayList<>();
    cells.add(element("th", text(name)));
    for (int predicted = 0; predicted < counts.size(); predicted++) {
      double share = total == 0 ? 0 : (double) counts.get(predicted) / total;
      cells.add(cell(counts.get(predicted), share, predicted == actual));
    }
    cells.add(
        element(
            "td",
            Map.of("class", "number"),
            text(
                total == 0
                    ? "–"
                    : String.format(Locale.ROOT, "%.0f %%", 100.0 * counts.get(actual) / total))));
    return Tables.row(cells);
  }

  private static Html cell(long count, double share, boolean right) {
    String colour = right ? "31, 95, 168" : "209, 100, 42";
    String style =
        "background: rgba(%s, %s)%s"
            .formatted(
                colour,
                String.format(Locale.ROOT, "%.2f", share),
                share > 0.55 ? "; color: #fff" : "");
    return element(
        "td",
        Map.of("style", style, "class", count == 0 ? "zero" : "count"),
        text(Long.toString(count)));
  }
}
