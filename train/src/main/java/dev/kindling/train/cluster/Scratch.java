package dev.kindling.train.cluster;

import java.nio.file.Path;
import org.apache.spark.SparkEnv;

/** Where this JVM's files lie that outlive no executor: Spark's local directories. */
final class Scratch {
  private Scratch() {}

  /** The first of them; {@code java.io.tmpdir} where there is no Spark. */
  static Path directory() {
    SparkEnv spark = SparkEnv.get();
    return spark == null
        ? Path.of(System.getProperty("java.io.tmpdir"))
        : spark.blockManager().diskBlockManager().localDirs()[0].toPath();
  }
}
