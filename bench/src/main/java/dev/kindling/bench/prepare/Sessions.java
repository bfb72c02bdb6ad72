package dev.kindling.bench.prepare;

import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/** Spark in this process, as {@code bin/kindling} starts it. */
public final class Sessions {
  private Sessions() {}

  /** With so many cores, its files in that folder. */
  public static SparkSession local(int cores, Path scratch) {
    SparkSession spark =
        SparkSession.builder()
            .appName("kindling-bench")
            .master("local[" + cores + "]")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.sql.codegen.cache.maxEntries", "5000")
            .config("spark.databricks.delta.snapshotPartitions", "2")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.local.dir", scratch.toString())
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString())
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return spark;
  }
}
