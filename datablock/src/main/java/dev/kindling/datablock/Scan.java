package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.Walk;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The beginning of every chain: finds items. */
public final class Scan {
  private static final int ITEMS_PER_PARTITION = 512;

  private Scan() {}

  /**
   * All image files in a folder and below, by their extensions. The folder is walked now, on the
   * executors; links are followed, never in circles; every entry is an item or a counted skip. No
   * file is opened yet.
   *
   * @param uri a path, or a URI of any storage that Hadoop knows; all executors must see the same
   * @throws DataContractException if there is no such folder or no image file in it
   * @throws IllegalStateException if file names would not be read as UTF-8
   */
  public static Items images(SparkSession spark, String uri) {
    requireNonNull(spark, "spark");
    FileTree tree = FileTree.of(uri, spark.sessionState().newHadoopConf());
    Walk walk = Walk.through(spark, tree);
    int partitions = partitions(walk.items(), spark.sparkContext().defaultParallelism());
    return new Items(
        walk.rows().repartition(partitions, col("key")),
        new Origin(spark, tree, uri, walk.scanned(), walk.skipped(), Map.of(), Map.of(), 0));
  }

  /** Enough to keep every core busy to the end, each small enough to be done again. */
  private static int partitions(long items, int parallelism) {
    long wanted = Math.max(4L * parallelism, items / ITEMS_PER_PARTITION);
    return (int) Math.min(wanted, items);
  }
}
