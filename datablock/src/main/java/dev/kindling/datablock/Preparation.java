package dev.kindling.datablock;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.Categories;
import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.ProcessedRow;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.UnknownLabel;
import dev.kindling.datablock.scan.SkipReason;
import dev.kindling.datablock.table.Accounting;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TableWriter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The work of {@link ProcessedItems#write}. Every item is processed once, onto the executors'
 * disks; small facts of it decide what is kept, and then the kept ones are copied to the table.
 */
record Preparation(
    Origin origin,
    Images images,
    Targets targets,
    Duplicates duplicates,
    double maxQuarantined,
    Copies copies,
    String path) {

  PreparedDataset run(JavaRDD<Row> processed) {
    JavaRDD<Row> staged = processed.persist(StorageLevel.DISK_ONLY());
    Dataset<Row> facts =
        spark()
            .createDataFrame(staged.map(ProcessedRow::factsOf), ProcessedRow.FACTS)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return commit(spark().createDataFrame(staged, ProcessedRow.SCHEMA), facts);
    } finally {
      facts.unpersist();
      staged.unpersist();
    }
  }

  private PreparedDataset commit(Dataset<Row> staged, Dataset<Row> facts) {
    Map<String, Long> quarantined = quarantined(facts);
    long good = quarantined.getOrDefault("", 0L);
    quarantined.remove("");
    TableWriter writer = TableWriter.at(spark(), path);
    long quarantineVersion =
        quarantined.isEmpty() ? Manifest.NOTHING_QUARANTINED : writeQuarantine(writer, facts);
    requireWithinBudget(new Accounting(origin.scanned(), good, origin.skipped(), quarantined));

    Dataset<Row> repeated = DuplicateContent.repeated(facts);
    long repeats = repeated.count();
    boolean dropping = duplicates == Duplicates.DROP && repeats > 0;
    Tally tally = Tally.of(dropping ? without(facts, repeated) : facts);
    tally.labels().requireTrainAndValid("the end of processing");
    Categories categories = targets.fit(tally.labels());
    Manifest manifest =
        manifest(
            origin
                .skipping(SkipReason.DUPLICATE_CONTENT, dropping ? repeats : 0)
                .skipping(SkipReason.UNKNOWN_LABEL, categories.dropped()),
            quarantined,
            quarantineVersion,
            repeats,
            categories,
            tally);
    manifest.accounting().check();
    Dataset<Row> kept = dropping ? without(staged, repeated) : staged;
    return writer.write(withCopies(rows(kept, categories)), manifest);
  }

  /** Items by the reason they are quarantined for; good ones under "". */
  private static Map<String, Long> quarantined(Dataset<Row> facts) {
    Map<String, Long> quarantined = new TreeMap<>();
    for (Row row : facts.groupBy("reason").count().collectAsList()) {
      quarantined.put(row.isNullAt(0) ? "" : row.getString(0), row.getLong(1));
    }
    return quarantined;
  }

  private static long writeQuarantine(TableWriter writer, Dataset<Row> facts) {
    Dataset<Row> bad =
        facts.where(col("reason").isNotNull()).select("key", "reason", "detail", "sha256");
    return writer.writeQuarantine(bad.coalesce(1), UUID.randomUUID().toString());
  }

  private void requireWithinBudget(Accounting accounting) {
    if (accounting.quarantinedFraction() > maxQuarantined) {
      throw new DataContractException(
          "%.2f %% of the items are bad, at most %.2f %% may be: %s. See the Delta table %s; nothing else was written. Mend the items or raise the maximal fraction"
              .formatted(
                  100 * accounting.quarantinedFraction(),
                  100 * maxQuarantined,
                  accounting.quarantined(),
                  PreparedDataset.quarantinePath(path)));
    }
  }

  private static Dataset<Row> without(Dataset<Row> items, Dataset<Row> keys) {
    return items.join(broadcast(keys), new String[] {"key"}, "left_anti");
  }

  private static Dataset<Row> rows(Dataset<Row> staged, Categories categories) {
    Dataset<Row> good = staged.where(col("reason").isNull());
    if (!categories.unknown().isEmpty()) {
      Column known = col("label").isin(categories.vocab().toArray());
      good =
          categories.policy() == UnknownLabel.DROP
              ? good.where(known)
              : good.withColumn(
                  "label", when(known, col("label")).otherwise(lit(Categories.OTHER)));
    }
    return good.select(
        "key", "content", "format", "width", "height", "sha256", "label", "split", "group");
  }

  private Dataset<Row> withCopies(Dataset<Row> items) {
    if (copies.perItem() == 0) {
      return items;
    }
    Copies made = copies; // a task must not carry the session along
    JavaRDD<Row> more =
        items.where(col("split").equalTo(Split.TRAIN.text())).toJavaRDD().flatMap(made::of);
    return items.union(spark().createDataFrame(more, items.schema()));
  }

  private Manifest manifest(
      Origin counted,
      Map<String, Long> quarantined,
      long quarantineVersion,
      long repeats,
      Categories categories,
      Tally tally) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Map<String, Long>> labels = new TreeMap<>();
    categories
        .counts()
        .bySplit()
        .forEach(
            (split, byLabel) -> {
              counts.put(split.text(), categories.counts().count(split));
              labels.put(split.text(), byLabel);
            });
    return new Manifest(
        Manifest.SCHEMA_VERSION,
        counted.source(),
        counted.settings(),
        counted.seed(),
        counted.scanned(),
        categories.counts().count(),
        copies.perItem() * categories.counts().count(Split.TRAIN),
        counts,
        labels,
        counted.skipped(),
        quarantined,
        repeats,
        counted.unmatched(),
        categories.vocab(),
        tally.train().mean(),
        tally.train().std(),
        new Manifest.Transforms(images.presizeShortSide()),
        quarantineVersion,
        codeVersion(),
        Instant.now().toString());
  }

  private static String codeVersion() {
    return Optional.ofNullable(Preparation.class.getPackage().getImplementationVersion())
        .orElse("development");
  }

  private SparkSession spark() {
    return origin.spark();
  }
}
