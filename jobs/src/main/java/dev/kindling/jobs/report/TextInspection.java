package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;
import static dev.kindling.jobs.report.Html.text;

import dev.kindling.datablock.text.SpecialToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A look at a prepared dataset of texts, as training would see it.
 *
 * @param dataset where it lies
 * @param facts names and values
 * @param documents some of train
 * @param lengths of each split: its name, documents, tokens, share of unknown ones, and lengths
 * @param frequent the most frequent tokens with their counts in train
 * @param conflicts a few texts that are there several times under different labels: the beginning
 *     of each, its labels, and where they are given
 * @param labelCounts items by split and label
 */
public record TextInspection(
    String dataset,
    Map<String, String> facts,
    List<Document> documents,
    List<List<String>> lengths,
    List<Frequency> frequent,
    List<List<String>> conflicts,
    Map<String, Map<String, Long>> labelCounts) {
  public TextInspection {
    documents = List.copyOf(documents);
    lengths = List.copyOf(lengths);
    frequent = List.copyOf(frequent);
    conflicts = List.copyOf(conflicts);
  }

  /**
   * A document.
   *
   * @param key of the item
   * @param label what it is; empty where it has none
   * @param length its tokens in all
   * @param tokens the first of them, as words
   */
  public record Document(String key, String label, int length, List<String> tokens) {
    public Document {
      tokens = List.copyOf(tokens);
    }
  }

  /**
   * How often a token occurs.
   *
   * @param token the token
   * @param count in train
   */
  public record Frequency(String token, long count) {}

  /** A whole HTML page: styles inside, no scripts, nothing fetched. */
  public String html() {
    List<Html> sections = new ArrayList<>();
    sections.add(
        element(
            "header",
            element("p", Map.of("class", "brand"), text("Kindling · a look at the data")),
            element("h1", text(dataset)),
            Tables.facts(facts)));
    sections.add(Page.section("Documents as the model sees them", documentTable()));
    sections.add(
        Page.section(
            "Splits",
            Tables.table(
                List.of("split", "#documents", "#tokens", "#unknown", "tokens of a document"),
                lengths)));
    sections.add(Page.section("The most frequent tokens", frequencies()));
    if (!conflicts.isEmpty()) {
      sections.add(
          Page.section(
              "The same text with different labels",
              Tables.table(List.of("text", "labels", "keys"), conflicts)));
    }
    if (!labelCounts.isEmpty()) {
      sections.add(Page.section("Items by label", LabelTable.of(labelCounts)));
    }
    return Page.of("Kindling: " + dataset, sections);
  }

  private Html documentTable() {
    Html head =
        Tables.row(
            List.of("key", "label", "tokens", "text").stream()
                .map(name -> element("th", text(name)))
                .toList());
    List<Html> rows =
        documents.stream()
            .map(
                document ->
                    Tables.row(
                        List.of(
                            element("td", text(document.key())),
                            element("td", text(document.label())),
                            element(
                                "td",
                                Map.of("class", "number"),
                                text(Integer.toString(document.length()))),
                            element("td", tokens(document)))))
            .toList();
    return Tables.scrolling(element("table", element("thead", head), element("tbody", all(rows))));
  }

  /** Special tokens in italics, unknown ones marked, line breaks as signs. */
  private static Html tokens(Document document) {
    List<Html> pieces = new ArrayList<>();
    for (String token : document.tokens()) {
      pieces.add(shown(token));
      pieces.add(text(" "));
    }
    if (document.length() > document.tokens().size()) {
      pieces.add(text("…"));
    }
    return all(pieces);
  }

  private static Html shown(String token) {
    if (token.equals(SpecialToken.UNKNOWN.text())) {
      return element("mark", text(token));
    }
    return SpecialToken.texts().contains(token)
        ? element("i", text(token))
        : text(token.replace("\n", "⏎"));
  }

  private Html frequencies() {
    return Tables.table(
        List.of("token", "#in train"),
        frequent.stream()
            .map(
                entry ->
                    List.of(
                        entry.token().replace("\n", "⏎"),
                        String.format(Locale.ROOT, "%,d", entry.count())))
            .toList());
  }
}
