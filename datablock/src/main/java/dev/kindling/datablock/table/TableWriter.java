package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.text.Vocab;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final SparkSession spark;
  private final String path;

  private TableWriter(SparkSession spark, String path) {
    this.spark = spark;
    this.path = path;
  }

  /** A writer of the table at the path. */
  public static TableWriter at(SparkSession spark, String path) {
    return new TableWriter(requireNonNull(spark, "spark"), requireNonNull(path, "path"));
  }

  /**
   * Replaces the content of the table by these rows, as a new version.
   *
   * @param rows columns as {@link PreparedDataset#rows()} has them
   */
  public PreparedDataset write(Dataset<Row> rows, Manifest manifest) {
    overwrite(rows, manifest.toJson())
        .option("compression", manifest.kind() == Kind.TEXT ? "zstd" : "uncompressed")
        .save(path); // encoded images do not shrink
    return PreparedDataset.of(spark, path, Versions.of(spark, path).versionOf(manifest), manifest);
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
    return DeltaTable.forPath(spark, beside)
        .history()
        .where(col("userMetadata").equalTo(mark))
        .select("version")
        .head()
        .getLong(0);
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
