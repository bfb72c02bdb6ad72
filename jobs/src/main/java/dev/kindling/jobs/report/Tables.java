package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Tables of text; columns of numbers are set flush right. */
final class Tables {
  private Tables() {}

  /** A table with a head. Names of columns that start with # hold numbers. */
  static Html table(List<String> columns, List<List<String>> rows) {
    Html head =
        row(columns.stream().map(c -> cell("th", c, text(c.replaceFirst("^#", "")))).toList());
    List<Html> body =
        rows.stream()
            .map(
                row ->
                    row(
                        IntStream.range(0, columns.size())
                            .mapToObj(i -> cell("td", columns.get(i), text(row.get(i))))
                            .toList()))
            .toList();
    return scrolling(element("table", element("thead", head), element("tbody", all(body))));
  }

  /** Names and values. */
  static Html facts(Map<String, String> facts) {
    return element(
        "dl",
        all(
            facts.entrySet().stream()
                .map(
                    fact ->
                        element(
                            "div",
                            element("dt", text(fact.getKey())),
                            element("dd", text(fact.getValue()))))
                .toList()));
  }

  static Html row(List<Html> cells) {
    return element("tr", all(cells));
  }

  /** A box that scrolls sideways where the page is narrow. */
  static Html scrolling(Html content) {
    return element("div", Map.of("class", "scroll"), content);
  }

  private static Html cell(String tag, String column, Html content) {
    return column.startsWith("#")
        ? element(tag, Map.of("class", "number"), content)
        : element(tag, content);
  }
}
