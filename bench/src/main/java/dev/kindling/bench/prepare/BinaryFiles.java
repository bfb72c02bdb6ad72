package dev.kindling.bench.prepare;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The peer: Spark's own source of files, and a map over them. */
final class BinaryFiles {
  private static final String OPEN_COST = "spark.sql.files.openCostInBytes";

  private final SparkSession spark;
  private final Path folder;
  private final Map<String, String> settings;

  private BinaryFiles(SparkSession spark, Path folder, Map<String, String> settings) {
    this.spark = spark;
    this.folder = folder;
    this.settings = settings;
  }

  /** As its documentation shows it. */
  static BinaryFiles withDefaults(SparkSession spark, Path folder) {
    return new BinaryFiles(spark, folder, Map.of());
  }

  /** With many small files in a task, which is what makes most of the difference. */
  static BinaryFiles tuned(SparkSession spark, Path folder) {
    return new BinaryFiles(spark, folder, Map.of(OPEN_COST, "65536"));
  }

  /** Files, each with its path and size looked at. */
  long files() {
    return rows().select("path", "length").agg(count(lit(1)), sum("length")).head().getLong(0);
  }

  /** Decodes and shrinks with the loop's own code, and writes one Parquet table. */
  void write(PlainLoop loop, Path to) {
    PlainLoop.Shrink shrink = loop.shrink();
    rows()
        .select("content")
        .as(Encoders.BINARY())
        .map(
            (org.apache.spark.api.java.function.MapFunction<byte[], byte[]>) shrink::apply,
            Encoders.BINARY())
        .write()
        .mode(SaveMode.Overwrite)
        .parquet(to.toUri().toString());
  }

  private Dataset<Row> rows() {
    spark.conf().unset(OPEN_COST);
    settings.forEach(spark.conf()::set);
    return spark
        .read()
        .format("binaryFile")
        .option("recursiveFileLookup", "true")
        .option("pathGlobFilter", "*.[jJ][pP]*[gG]")
        .load(folder.toUri().toString());
  }
}
