package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.jobs.run.Findings.Quarantined;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Items in quarantine by their reason, with what can be seen of them. */
final class QuarantineSection {
  private QuarantineSection() {}

  /**
   * The section.
   *
   * @param counts of all items by reason
   * @param items a few of each reason
   */
  static Html of(Map<String, Long> counts, List<Quarantined> items) {
    List<Html> parts = new ArrayList<>();
    new TreeMap<>(counts)
        .forEach(
            (reason, count) -> {
              List<Quarantined> some =
                  items.stream().filter(item -> item.reason().equals(reason)).toList();
              parts.add(element("h3", text(heading(reason, count, some.size()))));
              parts.add(Pictures.figures(some.stream().map(QuarantineSection::figure).toList()));
            });
    return element("div", Map.of("class", "quarantine"), all(parts));
  }

  private static String heading(String reason, long count, int shown) {
    return shown < count
        ? "%s: %,d, of which the first %d".formatted(reason, count, shown)
        : "%s: %,d".formatted(reason, count);
  }

  private static Html figure(Quarantined item) {
    return Pictures.figure(
        item.image(), List.of(Figures.oneLine(item.key()), Figures.oneLine(item.detail())));
  }
}
