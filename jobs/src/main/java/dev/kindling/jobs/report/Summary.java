package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.jobs.run.RunRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The head of the report: what a reader wants to know first. */
final class Summary {
  /** Shown large, with the words for them. */
  private static final Map<String, String> HEADLINES = headlines();

  /** Fields of the result that the head does not repeat. */
  private static final Set<String> ELSEWHERE = Set.of("verb", "run", TimeTable.FIELD);

  private Summary() {}

  static Html of(RunRecord record) {
    Map<String, Object> result = record.result();
    List<Html> headlines = new ArrayList<>();
    Map<String, String> facts = new LinkedHashMap<>();
    HEADLINES.forEach(
        (field, words) -> {
          if (result.containsKey(field)) {
            headlines.add(
                element(
                    "div",
                    element("b", text(shown(field, result.get(field)))),
                    element("span", text(words))));
          }
        });
    record.provenance().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("dataset"))
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry -> facts.put(entry.getKey().replace('-', ' '), entry.getValue()));
    result.forEach(
        (field, value) -> {
          if (!HEADLINES.containsKey(field) && !ELSEWHERE.contains(field)) {
            facts.put(field.replace('-', ' '), shown(field, value));
          }
        });
    return element(
        "header",
        element("p", Map.of("class", "brand"), text("Kindling · training report")),
        element("h1", text(String.valueOf(result.getOrDefault("run", "run")))),
        element("div", Map.of("class", "headlines"), all(headlines)),
        Tables.facts(facts));
  }

  private static String shown(String field, Object value) {
    if (value instanceof Number number && (field.equals("accuracy") || field.startsWith("top-"))) {
      return String.format(Locale.ROOT, "%.1f %%", 100 * number.doubleValue());
    }
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      return String.format(
          Locale.ROOT, number >= 100 ? "%.0f" : number >= 10 ? "%.1f" : "%.3f", number);
    }
    return String.valueOf(value);
  }

  private static Map<String, String> headlines() {
    Map<String, String> words = new LinkedHashMap<>();
    words.put("accuracy", "valid accuracy");
    words.put("f1", "valid F1");
    words.put("mean-absolute-error", "valid mean absolute error");
    words.put("perplexity", "valid perplexity");
    words.put("bits-per-character", "bits per character");
    words.put("valid-loss", "valid loss");
    words.put("epochs", "epochs");
    words.put("examples-per-second", "examples/s");
    words.put("seconds", "seconds");
    return words;
  }
}
