package dev.kindling.datablock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The one Spark session of a test JVM: local[2], two shuffle partitions, no adaptive execution, UTC
 * and Delta Lake. It starts on first use and stops with the JVM.
 */
public final class SparkFixture {
  private SparkFixture() {}

  /** The shared session; never stop it. */
  public static SparkSession session() {
    return Shared.SESSION;
  }

  private static final class Shared {
    static final SparkSession SESSION = start();
  }

  private static SparkSession start() {
    Path scratch = scratch();
    SparkSession session =
        SparkSession.builder()
            .appName("kindling-tests")
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.adaptive.enabled", "false")
            .config("spark.sql.codegen.cache.maxEntries", "5000") // small data: compiling is all
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.databricks.delta.snapshotPartitions", "2")
            .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toUri().toString())
            .config("spark.local.dir", scratch.resolve("local").toString())
            .getOrCreate();
    Runtime.getRuntime().addShutdownHook(new Thread(session::stop, "stop-test-session"));
    return session;
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("kindling-tests");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
