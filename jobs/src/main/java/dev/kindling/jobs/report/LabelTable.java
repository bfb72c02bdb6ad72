package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** How many items each label has in each split, with a bar each. */
final class LabelTable {
  private static final List<String> ORDER = List.of("train", "valid", "test");

  private LabelTable() {}

  static Html of(Map<String, Map<String, Long>> counts) {
    List<String> splits = ORDER.stream().filter(counts::containsKey).toList();
    TreeSet<String> labels = new TreeSet<>();
    counts.values().forEach(byLabel -> labels.addAll(byLabel.keySet()));
    List<Html> head = new ArrayList<>(List.of(element("th", text("label"))));
    splits.forEach(split -> head.add(element("th", text(split))));
    List<Html> rows = new ArrayList<>();
    for (String label : labels) {
      List<Html> cells = new ArrayList<>(List.of(element("th", text(label))));
      splits.forEach(split -> cells.add(bar(counts.getOrDefault(split, Map.of()), label)));
      rows.add(Tables.row(cells));
    }
    return Tables.scrolling(
        element(
            "table",
            Map.of("class", "labels"),
            element("thead", Tables.row(head)),
            element("tbody", Html.all(rows))));
  }

  private static Html bar(Map<String, Long> byLabel, String label) {
    long count = byLabel.getOrDefault(label, 0L);
    long most = byLabel.values().stream().mapToLong(Long::longValue).max().orElse(1);
    String width = String.format(Locale.ROOT, "width: %.1f%%", 100.0 * count / Math.max(1, most));
    return element(
        "td",
        element("span", Map.of("class", "bar"), element("i", Map.of("style", width))),
        element("b", text(Long.toString(count))));
  }
}
