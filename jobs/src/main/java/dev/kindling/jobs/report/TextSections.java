package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.jobs.run.TextFindings;
import java.util.List;
import java.util.Locale;

/** What a report shows of texts. */
final class TextSections {
  private TextSections() {}

  static Html splits(TextFindings texts) {
    return Tables.table(
        List.of(
            "split",
            "#documents",
            "#tokens",
            "#characters",
            "#unknown",
            "#median length",
            "#longest"),
        texts.splits().stream()
            .map(
                split ->
                    List.of(
                        split.split(),
                        count(split.documents()),
                        count(split.tokens()),
                        count(split.characters()),
                        String.format(Locale.ROOT, "%.2f %%", 100 * split.unknownRate()),
                        count(split.median()),
                        count(split.longest())))
            .toList());
  }

  static Html tokens(TextFindings texts) {
    return Tables.table(
        List.of("token", "#in train"),
        texts.tokens().stream().map(t -> List.of(t.token(), count(t.count()))).toList());
  }

  static Html written(TextFindings texts) {
    return all(
        texts.written().stream().map(written -> element("blockquote", text(written))).toList());
  }

  static Html worst(TextFindings texts) {
    return Tables.table(
        List.of("#loss", "is", "predicted", "key", "text"),
        texts.worst().stream()
            .map(
                item ->
                    List.of(
                        number(item.loss()),
                        item.actual(),
                        String.format(
                            Locale.ROOT, "%s %.0f %%", item.predicted(), 100 * item.probability()),
                        item.key(),
                        item.text()))
            .toList());
  }

  static Html moved(TextFindings texts) {
    return Tables.table(
        List.of("token", "#distance"),
        texts.moved().stream().map(m -> List.of(m.token(), number(m.distance()))).toList());
  }

  private static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
