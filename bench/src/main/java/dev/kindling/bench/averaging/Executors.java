package dev.kindling.bench.averaging;

import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Spark with executors of one core in JVMs of their own. */
final class Executors {
  private Executors() {}

  /**
   * A session, with all executors there.
   *
   * @param master Spark's; empty for executors that this process starts, in {@code SPARK_HOME}
   * @param count of executors
   * @param memory heap of each, in bytes
   * @param scratch folder of Spark's files
   */
  static JavaSparkContext start(String master, int count, long memory, Path scratch) {
    long megabytes = memory >> 20;
    SparkSession spark =
        SparkSession.builder()
            .appName("kindling-bench")
            .master(
                master.isEmpty() ? "local-cluster[%d,1,%d]".formatted(count, megabytes) : master)
            .config("spark.executor.memory", megabytes + "m")
            .config("spark.executor.cores", "1")
            .config("spark.cores.max", count)
            .config("spark.scheduler.minRegisteredResourcesRatio", "1")
            .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .config("spark.executorEnv.OMP_NUM_THREADS", "1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            // What Spark remembers of the past; by default it grows up to 1,000 jobs and stages.
            .config("spark.ui.retainedJobs", "50")
            .config("spark.ui.retainedStages", "50")
            .config("spark.ui.retainedTasks", "500")
            .config("spark.local.dir", scratch.toString())
            .getOrCreate();
    spark.sparkContext().setLogLevel("ERROR");
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }
}
