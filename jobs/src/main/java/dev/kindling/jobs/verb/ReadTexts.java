package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TextFacts.SplitFacts;
import dev.kindling.datablock.text.TextRules;
import dev.kindling.datablock.text.Vocab;
import dev.kindling.jobs.run.TextFindings;
import dev.kindling.jobs.run.TextFindings.MovedWord;
import dev.kindling.jobs.run.TextFindings.SplitFigures;
import dev.kindling.jobs.run.TextFindings.TokenCount;
import dev.kindling.jobs.run.TextFindings.WorstText;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.archive.TextSpec;
import dev.kindling.train.cluster.StartingPoint;
import dev.kindling.train.evaluate.ItemResult;
import dev.kindling.train.text.AwdLstm;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** What a report shows of texts, gathered from a dataset and a model. */
final class ReadTexts {
  private static final int TOKENS = 40;
  private static final int MOVED = 30;
  private static final int SHOWN_CHARACTERS = 600;

  private ReadTexts() {}

  static TextFindings ofLanguageModel(
      ModelArchive archive,
      Optional<StartingPoint> start,
      PreparedDataset dataset,
      Settings settings) {
    return new TextFindings(
        splits(dataset),
        tokens(dataset),
        GenerateVerb.texts(archive, settings),
        List.of(),
        start.map(point -> moved(archive, point.parameters())).orElse(List.of()));
  }

  static TextFindings ofClassifier(List<ItemResult> worst, PreparedDataset dataset) {
    return new TextFindings(
        splits(dataset), tokens(dataset), List.of(), worst(worst, dataset), List.of());
  }

  private static List<SplitFigures> splits(PreparedDataset dataset) {
    return Stream.of(Split.values())
        .map(split -> figures(split, dataset.manifest().text().of(split)))
        .filter(figures -> figures.documents() > 0)
        .toList();
  }

  private static SplitFigures figures(Split split, SplitFacts facts) {
    List<Integer> lengths = facts.lengths();
    return new SplitFigures(
        split.text(),
        facts.documents(),
        facts.tokens(),
        facts.characters(),
        facts.unknownRate(),
        lengths.get(lengths.size() / 2),
        lengths.get(lengths.size() - 1));
  }

  private static List<TokenCount> tokens(PreparedDataset dataset) {
    Vocab vocab = dataset.tokenVocab();
    return dataset
        .tokenCounts()
        .orderBy(col("count").desc(), col("index"))
        .limit(TOKENS)
        .select("index", "count")
        .collectAsList()
        .stream()
        .map(row -> new TokenCount(vocab.shown(row.getInt(0)), row.getLong(1)))
        .toList();
  }

  private static List<WorstText> worst(List<ItemResult> worst, PreparedDataset dataset) {
    Map<String, String> texts = new HashMap<>();
    Object[] keys = worst.stream().map(ItemResult::key).toArray();
    for (Row row :
        dataset
            .rows(Split.VALID)
            .where(col("key").isin(keys))
            .select("key", "content")
            .collectAsList()) {
      texts.put(row.getString(0), beginning(row.getString(1)));
    }
    return worst.stream()
        .map(
            item ->
                new WorstText(
                    item.key(),
                    item.target(),
                    item.prediction(),
                    item.probability(),
                    item.loss(),
                    texts.getOrDefault(item.key(), "")))
        .toList();
  }

  private static String beginning(String text) {
    int shown =
        text.offsetByCodePoints(
            0, Math.min(SHOWN_CHARACTERS, text.codePointCount(0, text.length())));
    return shown == text.length() ? text : text.substring(0, shown) + " …";
  }

  /** By the distance between the embedding's rows before and after. */
  private static List<MovedWord> moved(ModelArchive archive, float[] before) {
    AwdLstm model = AwdLstm.of(archive.card().arguments());
    float[] after = archive.parameters(model.layout());
    TextSpec inputs = archive.card().texts();
    Vocab vocab = TextRules.of(inputs.rules()).vocab().of(inputs.tokens());
    return IntStream.range(0, vocab.size())
        .mapToObj(
            id -> new MovedWord(vocab.shown(id), distance(before, after, id, model.embedding())))
        .sorted(Comparator.comparingDouble(MovedWord::distance).reversed())
        .limit(MOVED)
        .toList();
  }

  private static double distance(float[] a, float[] b, int row, int width) {
    double squares = 0;
    for (int i = row * width; i < (row + 1) * width; i++) {
      squares += (double) (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(squares);
  }
}
