package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.text.Vocab;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * Commits prepared datasets. Rows and manifest become visible in one Delta commit; whatever fails
 * before it leaves the version before as the latest, and unreferenced files at worst.
 */
public final class TableWriter {
  /** Versions stay readable for as long; Delta's own default is 30 days. */
  private static final String RETENTION = "interval 3650 days";

  private static final int ROWS_OF_A_TASK = 8_192;

  /** The column of {@link #merge} that says what becomes of a row. */
  public static final String DEED = "deed";

  /** The row is written, in place of the one of its key if there is one. */
  public static final String WRITE = "write";

  /** The row of the key gets another {@code label}, {@code split} and {@code group}. */
  public static final String PLACE = "place";

  /** The row of the key goes. */
  public static final String DROP = "drop";

  private final SparkSession spark;
  private final String path;
  private final Optional<Claim> claim;

  private TableWriter(SparkSession spark, String path, Optional<Claim> claim) {
    this.spark = spark;
    this.path = path;
    this.claim = claim;
  }

  /** A writer of the table at the path. */
  public static TableWriter at(SparkSession spark, String path) {
    return new TableWriter(
        requireNonNull(spark, "spark"), requireNonNull(path, "path"), Optional.empty());
  }

  /** The same, which commits nothing to the table once somebody else did since the claim. */
  public TableWriter under(Claim right) {
    return new TableWriter(spark, path, Optional.of(right));
  }

  /** What the newest version of the table holds, bytes. */
  public long bytes() {
    return Versions.snapshot(spark, path).sizeInBytes();
  }

  /**
   * Replaces the content of the table by these rows, as a new version.
   *
   * @param rows columns as {@link PreparedDataset#rows()} has them
   */
  public PreparedDataset write(Dataset<Row> rows, Manifest manifest) {
    claim.ifPresent(Claim::requireUntouched);
    overwrite(rows, manifest.toJson())
        .option("compression", compression(manifest))
        .option("delta.enableDeletionVectors", true) // so that a merge need not copy what stays
        .save(path);
    return committed(manifest);
  }

  /**
   * Changes some rows of the table's newest version, as a new version. Rows that stay are not
   * written again.
   *
   * @param deeds columns as {@link PreparedDataset#rows()} has them, and {@link #DEED}; each key
   *     once; null for what the deed does not need
   */
  public PreparedDataset merge(Dataset<Row> deeds, Manifest manifest) {
    claim.ifPresent(Claim::requireUntouched);
    SparkSession session = spark.newSession(); // whose settings are this merge's alone
    session.conf().set("spark.databricks.delta.commitInfo.userMetadata", manifest.toJson());
    session.conf().set("spark.databricks.delta.skipRecordingEmptyCommits", "false"); // a manifest
    session.conf().set("spark.sql.parquet.compression.codec", compression(manifest));
    Map<String, String> all = new LinkedHashMap<>();
    for (String column : deeds.columns()) {
      if (!column.equals(DEED)) {
        all.put(quoted(column), "deeds." + quoted(column));
      }
    }
    Map<String, String> place = new LinkedHashMap<>(all);
    place
        .keySet()
        .retainAll(Stream.of("label", "split", "group").map(TableWriter::quoted).toList());
    DeltaTable.forPath(session, path)
        .as("item")
        .merge(deeds.as("deeds"), "item.key = deeds.key")
        .whenMatched(is(DROP))
        .delete()
        .whenMatched(is(PLACE))
        .updateExpr(place)
        .whenMatched(is(WRITE))
        .updateExpr(all)
        .whenNotMatched(is(WRITE))
        .insertExpr(all)
        .execute();
    PreparedDataset merged = committed(manifest);
    claim.filter(right -> merged.version() != right.version() + 1).ifPresent(this::mixed);
    return merged;
  }

  /** Between the last look at the version and the merge's own; no lock on storage rules it out. */
  private void mixed(Claim right) {
    throw new IllegalStateException(
        "%s was changed by somebody else while it was merged from version %d: its newest version is not sound; prepare it anew with everything read"
            .formatted(path, right.version()));
  }

  private static String is(String deed) {
    return "deeds.%s = '%s'".formatted(DEED, deed);
  }

  private static String quoted(String column) {
    return "`" + column + "`";
  }

  /** Encoded images do not shrink. */
  private static String compression(Manifest manifest) {
    return manifest.kind() == Kind.TEXT ? "zstd" : "uncompressed";
  }

  private PreparedDataset committed(Manifest manifest) {
    long version = Versions.of(spark, path).versionOf(manifest.toJson());
    return PreparedDataset.of(spark, path, version, manifest);
  }

  /**
   * Replaces the content of the ledger beside the table, as a new version.
   *
   * @param rows columns as {@link PreparedDataset#ledger()} has them
   * @param mark a text that no other commit has
   * @return the version, for the manifest
   */
  public long writeLedger(Dataset<Row> rows, String mark) {
    return writeBeside(PreparedDataset.ledgerPath(path), rows, mark);
  }

  /**
   * Replaces the content of the quarantine beside the table, as a new version.
   *
   * @param rows columns as {@link PreparedDataset#quarantine()} has them
   * @param mark a text that no other commit has; there must be at least one row
   * @return the version, for the manifest
   */
  public long writeQuarantine(Dataset<Row> rows, String mark) {
    return writeBeside(PreparedDataset.quarantinePath(path), rows, mark);
  }

  /**
   * Replaces the vocabulary beside the table, as a new version.
   *
   * @param counts how often tokens occur in train, 0 for those that it lacks
   * @param mark a text that no other commit has
   * @return the version, for the manifest
   */
  public long writeVocab(Vocab vocab, Map<String, Long> counts, String mark) {
    List<Row> rows = new ArrayList<>(vocab.size());
    for (String token : vocab.tokens()) {
      rows.add(RowFactory.create(rows.size(), token, counts.getOrDefault(token, 0L)));
    }
    JavaRDD<Row> parts =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(rows, 1 + rows.size() / ROWS_OF_A_TASK);
    Dataset<Row> table = spark.createDataFrame(parts, PreparedDataset.VOCAB);
    return writeBeside(PreparedDataset.vocabPath(path), table, mark);
  }

  private long writeBeside(String beside, Dataset<Row> rows, String mark) {
    overwrite(rows, mark).save(beside);
    return Versions.of(spark, beside).versionOf(mark);
  }

  private static DataFrameWriter<Row> overwrite(Dataset<Row> rows, String metadata) {
    return rows.write()
        .format("delta")
        .mode(SaveMode.Overwrite)
        .option("overwriteSchema", true)
        .option("delta.logRetentionDuration", RETENTION)
        .option("delta.deletedFileRetentionDuration", RETENTION)
        .option("userMetadata", metadata);
  }
}
