package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.train.evaluate.LabelScore;
import dev.kindling.train.evaluate.NumberPair;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What is shown where labels are several or numbers. */
final class TargetSections {
  private TargetSections() {}

  /** How often each label was told right. */
  static Html labels(List<String> names, List<LabelScore> scores) {
    return Tables.table(
        List.of("label", "#items", "#told", "#right", "#precision", "#recall"),
        IntStream.range(0, scores.size()).mapToObj(i -> row(names.get(i), scores.get(i))).toList());
  }

  private static List<String> row(String name, LabelScore score) {
    return List.of(
        name,
        Long.toString(score.right() + score.missed()),
        Long.toString(score.right() + score.wrong()),
        Long.toString(score.right()),
        percent(score.precision()),
        percent(score.recall()));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  /** What was told by what was wanted. */
  static Html numbers(List<NumberPair> pairs) {
    List<NumberPair> finite =
        pairs.stream()
            .filter(pair -> Double.isFinite(pair.wanted()) && Double.isFinite(pair.told()))
            .toList();
    String said =
        "%d items of valid: on the line, the number told is the label.".formatted(finite.size());
    return finite.isEmpty()
        ? element("p", text("No number that was told is finite."))
        : all(
            List.of(
                element("p", text(said)),
                Pictures.image(
                    Plot.scatter(
                        "label",
                        "told",
                        finite.stream().map(NumberPair::wanted).toList(),
                        finite.stream().map(NumberPair::told).toList()),
                    "numbers told by labels")));
  }
}
