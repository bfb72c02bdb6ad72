package dev.kindling.train.cluster;

import java.io.File;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where this JVM's files lie that outlive no executor: Spark's local directories. */
final class Scratch {
  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private static final int EXIT_CODE = 74; // EX_IOERR of sysexits.h

  private Scratch() {}

  /** The first of them; {@code java.io.tmpdir} where there is no Spark. */
  static Path directory() {
    SparkEnv spark = SparkEnv.get();
    return spark == null ? Path.of(System.getProperty("java.io.tmpdir")) : all(spark)[0].toPath();
  }

  private static File[] all(SparkEnv spark) {
    return spark.blockManager().diskBlockManager().localDirs();
  }

  /**
   * Ends an executor whose local directories are gone. Spark makes them once and would fail every
   * task that comes here; another executor, with directories of its own, takes its place.
   *
   * @throws IllegalStateException on the driver, which cannot be replaced
   */
  static void require() {
    SparkEnv spark = SparkEnv.get();
    for (File directory : all(spark)) {
      if (!directory.isDirectory()) {
        if (spark.executorId().equals("driver")) {
          throw new IllegalStateException(
              "Spark's local directory %s is gone: call it again, with --resume auto"
                  .formatted(directory));
        }
        LOG.error("Spark's local directory {} is gone: this executor ends", directory);
        Runtime.getRuntime().halt(EXIT_CODE);
      }
    }
  }
}
