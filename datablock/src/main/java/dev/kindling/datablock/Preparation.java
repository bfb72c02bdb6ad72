package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Each;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.scan.SkipReason;
import dev.kindling.datablock.table.Accounting;
import dev.kindling.datablock.table.Changes;
import dev.kindling.datablock.table.Claim;
import dev.kindling.datablock.table.Expectations;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.datablock.table.TableWriter;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The work of {@link ProcessedItems#write}. Every item that is read is processed once, onto the
 * executors' disks; small facts of it and of those that are not read decide what is kept, and then
 * the kept ones are copied to the table.
 */
record Preparation(
    Origin origin,
    Stage stage,
    Targets targets,
    Duplicates duplicates,
    double maxQuarantined,
    Expectations expectations,
    Splitter splitter,
    Optional<Earlier> earlier,
    String full,
    String path) {
  /** Bytes of a file of the table, about. */
  private static final long FILE = 1L << 26;

  private static final long FACTS_OF_A_TASK = 1L << 15;

  /** Rows of a file of the ledger, some 200 bytes each. */
  private static final long LEDGER_ROWS = 100_000;

  PreparedDataset run(Dataset<Row> items) {
    try (Claim claim = Claim.on(spark(), path)) {
      boolean latest = earlier.map(version -> version.latest(claim)).orElse(false);
      Intake intake =
          earlier
              .map(version -> Intake.since(version, items, stage, splitter, origin.tree()))
              .orElseGet(() -> Intake.everything(origin.dealt(items)));
      JavaRDD<Row> staged = processed(intake.reading()).persist(StorageLevel.DISK_ONLY());
      Dataset<Row> facts = facts(staged, intake).persist(StorageLevel.MEMORY_AND_DISK());
      try {
        Tally tally = Tally.of(facts);
        Changes changes = tally.changes(earlier, full);
        if (latest && earlier.orElseThrow().stillHolds(origin, changes)) {
          PreparedDataset unchanged = earlier.orElseThrow().dataset();
          expectations.check(unchanged.manifest());
          return unchanged;
        }
        return commit(intake, staged, inFewTasks(facts, tally.items()), tally, changes, claim);
      } finally {
        facts.unpersist();
        staged.unpersist();
      }
    }
  }

  /** Rows of {@link Stage#schema} and {@link Marks}. */
  private JavaRDD<Row> processed(Dataset<Row> reading) {
    FlatMapFunction<Iterator<Row>, Row> processor = stage.processor(origin.tree());
    int inputs = ItemColumns.SCHEMA.size();
    return reading
        .toJavaRDD()
        .mapPartitions(
            items -> {
              Queue<Row> taken = new ArrayDeque<>(); // some are read ahead
              Iterator<Row> rows =
                  processor.call(
                      new Each<>(
                          items,
                          item -> {
                            taken.add(item);
                            return item;
                          }));
              return new Each<>(rows, row -> marked(row, taken.remove(), inputs));
            });
  }

  private static Row marked(Row row, Row item, int inputs) {
    Object[] values = new Object[row.size() + item.size() - inputs];
    for (int i = 0; i < values.length; i++) {
      values[i] = i < row.size() ? row.get(i) : item.get(i - row.size() + inputs);
    }
    return RowFactory.create(values);
  }

  private Dataset<Row> facts(JavaRDD<Row> staged, Intake intake) {
    int small = stage.facts().size();
    int large = stage.schema().size();
    Dataset<Row> read =
        spark()
            .createDataFrame(
                staged.map(row -> without(row, small, large)),
                Marks.joined(stage.facts(), Marks.SCHEMA));
    return intake
        .known()
        .map(read::union)
        .orElse(read)
        .withColumn("group", lit(null).cast("string"));
  }

  private static Row without(Row row, int from, int to) {
    Object[] values = new Object[row.size() - (to - from)];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i < from ? i : i + to - from);
    }
    return RowFactory.create(values);
  }

  /** Facts are small: of what a task of reading leaves, a task of counting takes many. */
  private Dataset<Row> inFewTasks(Dataset<Row> facts, long items) {
    long tasks = Math.max(spark().sparkContext().defaultParallelism(), items / FACTS_OF_A_TASK);
    return facts.coalesce((int) Math.min(tasks, Integer.MAX_VALUE));
  }

  private PreparedDataset commit(
      Intake intake,
      JavaRDD<Row> staged,
      Dataset<Row> facts,
      Tally tally,
      Changes changes,
      Claim claim) {
    Map<String, Long> quarantined = tally.byReason();
    long good = quarantined.getOrDefault("", 0L);
    quarantined.remove("");
    TableWriter writer = TableWriter.at(spark(), path).under(claim);
    long quarantineVersion =
        quarantined.isEmpty() ? Manifest.NOTHING_QUARANTINED : writeQuarantine(writer, facts);
    requireWithinBudget(new Accounting(origin.scanned(), good, origin.skipped(), quarantined));

    DuplicateContent repeated = DuplicateContent.of(facts);
    UnaryOperator<Dataset<Row>> policy = repeated.by(duplicates);
    UnaryOperator<Dataset<Row>> unique = rows -> policy.apply(rows).where(col("reason").isNull());
    Parting parting = Parting.of(stage.nearDuplicates(), unique.apply(facts));
    Dataset<Row> remaining = parting.apply(unique.apply(facts));
    TargetFitting fitting = TargetFitting.of(remaining, targets);
    Dataset<Row> placed = fitting.applied(remaining);
    TargetFitting fitted = fitting.counted(placed);
    Dataset<Row> contents = contents(intake, staged, placed, tally.waiting());
    Dataset<Row> kept = parting.apply(unique.apply(contents));
    Prepared prepared = stage.prepared(fitting.applied(kept), placed, writer);
    Origin counted =
        origin
            .skipping(SkipReason.DUPLICATE_CONTENT, repeated.drops(duplicates))
            .skipping(SkipReason.NEAR_DUPLICATE, parting.drops())
            .skipping(SkipReason.UNKNOWN_LABEL, fitting.dropped(fitted));
    Dataset<Row> ledger =
        Ledger.of(stage, facts, placed, !counted.skipped().equals(origin.skipped()));
    Manifest manifest =
        new Outcome(
                counted,
                quarantined,
                quarantineVersion,
                repeated.repeats(),
                repeated.conflicting(),
                parting.facts(),
                fitted.categories(),
                fitted.facts(),
                prepared,
                changes,
                writer.writeLedger(
                    ledger.coalesce(ledgerFiles(tally.items())), UUID.randomUUID().toString()))
            .manifest();
    manifest.accounting().check();
    expectations.check(manifest);
    return earlier
        .filter(version -> version.numbersAs(prepared))
        .map(version -> patched(version, placed, prepared, writer, manifest, claim))
        .orElseGet(() -> writer.write(packed(prepared, tally.bytes()), manifest));
  }

  /**
   * Few files that are large rather than one for each task that read; but copies are made while
   * they are written, which is shared out as reading was.
   */
  private Dataset<Row> packed(Prepared prepared, OptionalLong bytes) {
    if (bytes.isEmpty() || prepared.copiesOfEach() > 0) {
      return prepared.rows();
    }
    long files = Math.max(spark().sparkContext().defaultParallelism(), bytes.getAsLong() / FILE);
    return prepared.rows().coalesce((int) Math.min(files, Integer.MAX_VALUE));
  }

  private static int ledgerFiles(long items) {
    return (int) Math.min(1 + items / LEDGER_ROWS, Integer.MAX_VALUE);
  }

  /**
   * Processed rows of all that the table needs and an earlier version's table does not have.
   *
   * @param waiting items that were neither read nor are there, of which some may now be placed
   */
  private Dataset<Row> contents(
      Intake intake, JavaRDD<Row> staged, Dataset<Row> placed, long waiting) {
    StructType schema = Marks.joined(stage.schema(), Marks.SCHEMA);
    Dataset<Row> read = spark().createDataFrame(staged, schema);
    if (earlier.isEmpty() || stage.fitsOnContents()) {
      return read;
    }
    Dataset<Row> changed = read.where(not(Marks.stays()));
    if (waiting == 0) {
      return changed;
    }
    Dataset<Row> back = placed.where(col("known").and(not(col("old")))).select("key");
    return changed.union(spark().createDataFrame(processed(intake.reading(back)), schema));
  }

  private PreparedDataset patched(
      Earlier version,
      Dataset<Row> placed,
      Prepared prepared,
      TableWriter writer,
      Manifest manifest,
      Claim claim) {
    Dataset<Row> changed = placed.where(not(Marks.stays())).select("key");
    Dataset<Row> rows =
        stage.fitsOnContents()
            ? prepared.rows().join(changed, new String[] {"key"}, "left_semi")
            : prepared.rows();
    Patch patch = Patch.of(version.ledger(), placed, rows, prepared.copiesOfEach());
    return version.latest(claim) && version.mergesInto(writer.bytes())
        ? writer.merge(patch.deeds(), manifest)
        : writer.write(patch.applied(version.dataset().rows()), manifest);
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

  private SparkSession spark() {
    return origin.spark();
  }
}
