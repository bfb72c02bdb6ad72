package dev.kindling.datablock;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.Categories;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.LabelCounts;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.UnknownLabel;
import dev.kindling.datablock.scan.SkipReason;
import dev.kindling.datablock.table.Accounting;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.NearDuplicateFacts;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TableWriter;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * The work of {@link ProcessedItems#write}. Every item is processed once, onto the executors'
 * disks; small facts of it decide what is kept, and then the kept ones are copied to the table.
 */
record Preparation(
    Origin origin,
    Stage stage,
    Targets targets,
    Duplicates duplicates,
    double maxQuarantined,
    String path) {

  PreparedDataset run(Dataset<Row> items) {
    JavaRDD<Row> staged = stage.processed(items, origin.tree()).persist(StorageLevel.DISK_ONLY());
    int small = stage.facts().size();
    Dataset<Row> facts =
        spark()
            .createDataFrame(staged.map(row -> first(row, small)), stage.facts())
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      return commit(spark().createDataFrame(staged, stage.schema()), facts);
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
    UnaryOperator<Dataset<Row>> unique =
        rows -> (dropping ? without(rows, repeated) : rows).where(col("reason").isNull());
    Parting parting = Parting.of(stage.nearDuplicates(), unique.apply(facts));
    Dataset<Row> remaining = parting.apply(unique.apply(facts));
    LabelCounts labels = labels(remaining).requireTrainAndValid("the end of processing");
    Categories categories = targets.fit(labels);
    Dataset<Row> kept = parting.apply(unique.apply(staged));
    Prepared prepared = stage.prepared(labelled(kept, categories), remaining, writer);
    Manifest manifest =
        manifest(
            origin
                .skipping(SkipReason.DUPLICATE_CONTENT, dropping ? repeats : 0)
                .skipping(SkipReason.NEAR_DUPLICATE, parting.dropped())
                .skipping(SkipReason.UNKNOWN_LABEL, categories.dropped()),
            quarantined,
            quarantineVersion,
            repeats,
            parting.facts(),
            categories,
            prepared);
    manifest.accounting().check();
    return writer.write(prepared.rows(), manifest);
  }

  private static Row first(Row row, int columns) {
    Object[] values = new Object[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = row.get(i);
    }
    return RowFactory.create(values);
  }

  private LabelCounts labels(Dataset<Row> facts) {
    Map<Split, SortedMap<String, Long>> counts = new EnumMap<>(Split.class);
    for (Row row : facts.groupBy("split", "label").count().collectAsList()) {
      boolean counted = targets.needLabels() && !row.isNullAt(1);
      counts
          .computeIfAbsent(Split.of(row.getString(0)), any -> new TreeMap<>())
          .merge(counted ? row.getString(1) : LabelCounts.NO_LABEL, row.getLong(2), Long::sum);
    }
    return new LabelCounts(counts);
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

  private static Dataset<Row> labelled(Dataset<Row> kept, Categories categories) {
    if (categories.unknown().isEmpty()) {
      return kept;
    }
    Column known = col("label").isin(categories.vocab().toArray());
    return categories.policy() == UnknownLabel.DROP
        ? kept.where(known)
        : kept.withColumn("label", when(known, col("label")).otherwise(lit(Categories.OTHER)));
  }

  private Manifest manifest(
      Origin counted,
      Map<String, Long> quarantined,
      long quarantineVersion,
      long repeats,
      NearDuplicateFacts nearDuplicates,
      Categories categories,
      Prepared prepared) {
    Map<String, Long> counts = new TreeMap<>();
    Map<String, Map<String, Long>> labels = new TreeMap<>();
    categories
        .counts()
        .bySplit()
        .forEach(
            (split, byLabel) -> {
              counts.put(split.text(), categories.counts().count(split));
              if (targets.needLabels()) {
                labels.put(split.text(), byLabel);
              }
            });
    return new Manifest(
        Manifest.SCHEMA_VERSION,
        prepared.kind(),
        counted.source(),
        counted.settings(),
        counted.seed(),
        counted.scanned(),
        categories.counts().count(),
        prepared.copiesOfEach() * categories.counts().count(Split.TRAIN),
        counts,
        labels,
        counted.skipped(),
        quarantined,
        repeats,
        nearDuplicates,
        counted.unmatched(),
        categories.vocab(),
        prepared.train().mean(),
        prepared.train().std(),
        prepared.transforms(),
        prepared.text(),
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
