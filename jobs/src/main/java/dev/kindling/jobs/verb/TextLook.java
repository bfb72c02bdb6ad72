package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TextFacts;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.jobs.report.TextInspection;
import dev.kindling.jobs.settings.Redaction;
import dev.kindling.jobs.settings.SettingsException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What {@code inspect} shows of a dataset of texts. */
final class TextLook {
  private static final int DOCUMENTS = 24;
  private static final int TOKENS = 120;
  private static final int FREQUENT = 100;

  private TextLook() {}

  /**
   * The page.
   *
   * @param item key of the document that is shown alone and whole, where given
   * @throws SettingsException if there is no such document
   */
  static TextInspection of(PreparedDataset dataset, Optional<String> item) {
    Vocab vocab = dataset.tokenVocab();
    Dataset<Row> rows =
        item.map(key -> dataset.rows().where(col("key").equalTo(key)))
            .orElseGet(() -> dataset.rows(Split.TRAIN).orderBy("sha256", "key").limit(DOCUMENTS));
    int shown = item.isPresent() ? Integer.MAX_VALUE : TOKENS;
    List<TextInspection.Document> documents =
        rows.select("key", "label", "tokens").collectAsList().stream()
            .map(row -> document(row, vocab, shown))
            .toList();
    if (documents.isEmpty()) {
      throw new SettingsException(
          "inspect.item \"%s\" is no key of %s".formatted(item.orElse(""), dataset));
    }
    return new TextInspection(
        Redaction.redacted("path", dataset.path()),
        facts(dataset),
        documents,
        lengths(dataset.manifest().text()),
        dataset
            .tokenCounts()
            .orderBy(col("count").desc(), col("index"))
            .limit(FREQUENT)
            .collectAsList()
            .stream()
            .map(row -> new TextInspection.Frequency(vocab.shown(row.getInt(0)), row.getLong(2)))
            .toList(),
        ExactLook.conflicts(dataset),
        dataset.manifest().labels());
  }

  private static TextInspection.Document document(Row row, Vocab vocab, int shown) {
    List<Integer> ids = row.getList(2);
    return new TextInspection.Document(
        row.getString(0),
        row.isNullAt(1) ? "" : row.getString(1),
        ids.size(),
        ids.stream().limit(shown).map(vocab::shown).toList());
  }

  private static Map<String, String> facts(PreparedDataset dataset) {
    Manifest manifest = dataset.manifest();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", Long.toString(dataset.version()));
    facts.put("documents", Long.toString(manifest.items()));
    facts.put("exact duplicates", ExactLook.fact(manifest));
    TargetLook.describe(manifest, facts);
    facts.put("vocabulary", Integer.toString(manifest.text().vocab()));
    facts.put("types in train", Long.toString(manifest.text().types()));
    facts.put("rules", manifest.text().rules());
    return facts;
  }

  private static List<List<String>> lengths(TextFacts facts) {
    return facts.splits().entrySet().stream()
        .map(
            split ->
                List.of(
                    split.getKey(),
                    String.format(Locale.ROOT, "%,d", split.getValue().documents()),
                    String.format(Locale.ROOT, "%,d", split.getValue().tokens()),
                    String.format(Locale.ROOT, "%.2f %%", 100 * split.getValue().unknownRate()),
                    PrepareVerb.lengths(split.getValue().lengths())))
        .toList();
  }
}
