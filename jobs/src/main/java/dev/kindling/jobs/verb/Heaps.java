package dev.kindling.jobs.verb;

import dev.kindling.train.cluster.Forecast;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * The heaps that a training has, in bytes.
 *
 * @param driver of this JVM
 * @param executor of each executor; nothing where this JVM trains by itself
 * @param tasks that one JVM runs at a time, at least 1
 */
record Heaps(long driver, OptionalLong executor, int tasks) {
  private static final String DRIVER =
      "-Xmx in KINDLING_JAVA_OPTIONS, or spark.driver.memory with spark-submit";

  private static final String REMEDY =
      "it may run out of it: raise %s, or plan less with fewer train.workers, train.round.optimizer-state = keep or train.round.compression = none";

  /** Those of this session; where the cores of an executor are not set, it is taken to have one. */
  static Heaps of(SparkSession spark) {
    SparkConf conf = spark.sparkContext().getConf();
    boolean local = spark.sparkContext().isLocal();
    int cores =
        local ? spark.sparkContext().defaultParallelism() : conf.getInt("spark.executor.cores", 1);
    return new Heaps(
        Runtime.getRuntime().maxMemory(),
        local
            ? OptionalLong.empty()
            : OptionalLong.of(conf.getSizeAsBytes("spark.executor.memory", "1g")),
        Math.max(1, cores / conf.getInt("spark.task.cpus", 1)));
  }

  /** Those that have less than what is planned for them; a plan has room, so they may do. */
  List<String> tooSmallFor(Forecast forecast, int workers) {
    int atATime = Math.min(tasks, workers);
    List<String> warnings = new ArrayList<>();
    if (executor.isEmpty()) {
      warn(warnings, "this JVM", forecast.driverAlone(atATime), driver, DRIVER);
      return warnings;
    }
    warn(warnings, "the driver", forecast.driver(), driver, DRIVER);
    warn(
        warnings,
        "an executor",
        forecast.executor(atATime),
        executor.getAsLong(),
        "spark.executor.memory");
    return warnings;
  }

  private static void warn(
      List<String> warnings, String who, long planned, long heap, String setting) {
    if (planned > heap) {
      warnings.add(
          String.format(
                  Locale.ROOT,
                  "The plan for %s is %.1f GB, its heap %.1f GB; ",
                  who,
                  planned / 1e9,
                  heap / 1e9)
              + REMEDY.formatted(setting));
    }
  }
}
