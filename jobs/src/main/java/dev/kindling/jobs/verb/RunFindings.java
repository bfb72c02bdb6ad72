package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;

import dev.kindling.datablock.Split;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings;
import dev.kindling.jobs.run.TargetFindings;
import dev.kindling.jobs.run.TextFindings;
import dev.kindling.jobs.settings.Settings;
import dev.kindling.train.Run;
import dev.kindling.train.archive.ModelArchive;
import dev.kindling.train.cluster.DeployedModel;
import dev.kindling.train.cluster.StartingPoint;
import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.ItemResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;

/** What the report shows of a run and its dataset. */
final class RunFindings {
  private static final int TOP_LOSSES = 24;
  private static final int DUPLICATES = 100;
  private static final int QUARANTINED = 500;

  private RunFindings() {}

  static Findings of(
      Run run,
      ModelArchive archive,
      Optional<StartingPoint> start,
      PreparedDataset dataset,
      Settings settings) {
    return switch (Unit.of(run.recipe().architecture())) {
      case IMAGES -> ofImages(run, archive, dataset, settings);
      case DOCUMENTS -> ofDocuments(run, archive, dataset, settings);
      case TOKENS ->
          ofTexts(
              run,
              dataset,
              Evaluation.none(0, 0),
              ReadTexts.ofLanguageModel(archive, start, dataset, settings));
    };
  }

  private static Evaluation valid(
      ModelArchive archive, PreparedDataset dataset, Settings settings) {
    return DeployedModel.of(archive, settings.train().engine())
        .evaluate(
            dataset,
            Split.VALID,
            Models.scoring(archive, TOP_LOSSES),
            settings.train().workers(),
            settings.train().batchSize());
  }

  private static Findings ofDocuments(
      Run run, ModelArchive archive, PreparedDataset dataset, Settings settings) {
    Evaluation valid = valid(archive, dataset, settings);
    return ofTexts(run, dataset, valid, ReadTexts.ofClassifier(valid.topLosses(), dataset));
  }

  private static Findings ofTexts(
      Run run, PreparedDataset dataset, Evaluation valid, TextFindings texts) {
    return new Findings(
        List.of(),
        dataset.manifest().labels(),
        dataset.manifest().vocab(),
        valid.confusion().counts(),
        TargetFindings.of(valid),
        List.of(),
        quarantine(dataset),
        duplicates(dataset),
        Histories.schedule(run),
        Findings.Variations.NONE,
        texts,
        dataset.manifest().quality());
  }

  private static Findings ofImages(
      Run run, ModelArchive archive, PreparedDataset dataset, Settings settings) {
    Evaluation valid = valid(archive, dataset, settings);
    ShownImages images = ShownImages.of(dataset);
    Looks looks = Looks.of(dataset, settings);
    return new Findings(
        looks.batch(images),
        dataset.manifest().labels(),
        dataset.manifest().vocab(),
        valid.confusion().counts(),
        TargetFindings.of(valid),
        topLosses(valid.topLosses(), dataset),
        quarantine(dataset),
        duplicates(dataset),
        Histories.schedule(run),
        looks.variations(images, images.only(0)),
        TextFindings.NONE,
        dataset.manifest().quality());
  }

  private static List<Findings.TopLoss> topLosses(List<ItemResult> worst, PreparedDataset dataset) {
    Map<String, byte[]> contents = new HashMap<>();
    Object[] keys = worst.stream().map(ItemResult::key).toArray();
    dataset
        .rows(Split.VALID)
        .where(col("key").isin(keys))
        .select("key", "content")
        .collectAsList()
        .forEach(row -> contents.put(row.getString(0), row.getAs(1)));
    return worst.stream()
        .map(
            item ->
                new Findings.TopLoss(
                    item.key(),
                    item.target(),
                    item.prediction(),
                    item.probability(),
                    item.loss(),
                    Thumbnail.of(contents.getOrDefault(item.key(), new byte[0]))))
        .toList();
  }

  private static List<Findings.Quarantined> quarantine(PreparedDataset dataset) {
    return dataset.quarantine().orderBy("key").limit(QUARANTINED).collectAsList().stream()
        .map(
            row ->
                new Findings.Quarantined(
                    row.getAs("key"), row.getAs("reason"), row.getAs("detail"), ""))
        .toList();
  }

  private static List<List<String>> duplicates(PreparedDataset dataset) {
    return dataset
        .rows()
        .groupBy("sha256")
        .agg(count(lit(1)).as("copies"), sort_array(collect_list("key")).as("keys"))
        .where(col("copies").gt(1))
        .orderBy("keys")
        .limit(DUPLICATES)
        .collectAsList()
        .stream()
        .map((Row row) -> row.<String>getList(row.fieldIndex("keys")))
        .map(List::copyOf)
        .toList();
  }
}
