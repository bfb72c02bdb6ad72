package dev.kindling.jobs.verb;

import static java.util.Objects.requireNonNull;

import dev.kindling.jobs.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;

/** One call of a verb: its settings, and Spark from the first time it is asked for. */
public final class Job {
  /**
   * For any Spark, unless spark-submit or Java's options say otherwise. Delta's default of 50 tasks
   * for reading the log of a table with few files costs more than training a small model. And a
   * cache of 100 pieces of generated code is too small for a job's queries, which then are compiled
   * again and again.
   */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spark.sql.debug.maxToStringFields", "1000",
          "spark.sql.codegen.cache.maxEntries", "5000",
          "spark.databricks.delta.snapshotPartitions", "2");

  /** For a Spark that this process starts itself; -Dkey=value in Java's options wins. */
  private static final Map<String, String> LOCAL =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.ui.showConsoleProgress", "false",
          "spark.sql.shuffle.partitions", "8");

  private final Settings settings;
  private final Optional<String> master;

  /** A job; nothing starts yet. */
  public Job(Settings settings, Optional<String> master) {
    this.settings = requireNonNull(settings, "settings");
    this.master = requireNonNull(master, "master");
  }

  /** The checked settings. */
  public Settings settings() {
    return settings;
  }

  /** The session of this JVM, with Delta Lake; it starts on first use. */
  public SparkSession spark() {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("kindling")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            .config("spark.sql.session.timeZone", "UTC");
    setUnlessGiven(builder, DEFAULTS);
    setUnlessGiven(builder, ExecutorEnvironment.settings(System.getenv(), given()));
    master.ifPresent(builder::master);
    if (System.getProperty("spark.master") == null) { // not by spark-submit
      String started = master.orElse("local[*]");
      builder.master(started);
      setUnlessGiven(builder, LOCAL);
      ExecutorClassPath.settings(started, System.getProperty("java.class.path"), given())
          .forEach(builder::config);
    }
    return builder.getOrCreate();
  }

  /** What spark-submit was given it passes on as system properties. */
  private static Map<String, String> given() {
    return System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("spark."))
        .collect(Collectors.toMap(name -> name, System::getProperty));
  }

  private static void setUnlessGiven(SparkSession.Builder builder, Map<String, String> options) {
    options.forEach(
        (key, value) -> {
          if (System.getProperty(key) == null) {
            builder.config(key, value);
          }
        });
  }
}
