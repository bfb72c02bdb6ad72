package dev.kindling.datablock.scan;

import dev.kindling.datablock.DataContractException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The result of walking a tree, level by level, with the directories of a level listed in parallel
 * on the executors. Every entry met is an item or a counted skip.
 *
 * @param rows the items; columns {@code key} and {@code location}, both strings, {@code size} long
 *     (bytes) and {@code modified} long (milliseconds since 1970, null where storage's clock cannot
 *     tell another change from it)
 * @param items how many
 * @param skipped the entries that are none, by the code of a {@link SkipReason}
 */
public record Walk(Dataset<Row> rows, long items, Map<String, Long> skipped) {
  private static final StructType SCHEMA =
      new StructType()
          .add("key", DataTypes.StringType, false)
          .add("location", DataTypes.StringType, false)
          .add("size", DataTypes.LongType, true)
          .add("modified", DataTypes.LongType, true);

  /**
   * Walks the whole tree now.
   *
   * @throws DataContractException if it holds no item
   */
  public static Walk through(SparkSession spark, FileTree tree) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    List<JavaRDD<Listing>> levels = new ArrayList<>();
    Map<String, Long> skipped = new TreeMap<>();
    long items = 0;
    List<Folder> level = List.of(tree.root());
    while (!level.isEmpty()) {
      int slices = Math.min(level.size(), 4 * context.defaultParallelism());
      JavaRDD<Listing> listings =
          context
              .parallelize(level, slices)
              .map(tree::list)
              .persist(StorageLevel.MEMORY_AND_DISK()); // gone when nothing refers to it
      List<Folder> below = new ArrayList<>();
      for (Summary summary : listings.map(Summary::of).collect()) {
        items += summary.files();
        below.addAll(summary.listing().folders());
        summary.listing().skipped().forEach((why, n) -> skipped.merge(why.code(), n, Long::sum));
      }
      levels.add(listings);
      level = below;
    }
    if (items == 0) {
      throw new DataContractException(
          "No %1$s files below %2$s; skipped %3$s: name the folder that holds the %1$s files"
              .formatted(tree.kind().noun(), tree.root().location(), skipped));
    }
    return new Walk(rows(spark, context, levels), items, Map.copyOf(skipped));
  }

  /** Files that were named one by one: nothing is skipped. */
  static Walk of(SparkSession spark, List<FoundFile> files) {
    List<Row> rows = files.stream().map(FoundFile::row).toList();
    return new Walk(spark.createDataFrame(rows, SCHEMA), files.size(), Map.of());
  }

  /** Entries met: items and skips. */
  public long scanned() {
    return items + skipped.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Dataset<Row> rows(
      SparkSession spark, JavaSparkContext context, List<JavaRDD<Listing>> levels) {
    List<JavaRDD<Row>> parts = new ArrayList<>();
    for (JavaRDD<Listing> listings : levels) {
      parts.add(listings.flatMap(listing -> listing.files().iterator()).map(FoundFile::row));
    }
    @SuppressWarnings("unchecked")
    JavaRDD<Row> all = context.union(parts.toArray(JavaRDD[]::new));
    return spark.createDataFrame(all, SCHEMA);
  }

  /** A listing as the driver needs it: without the items, only their number. */
  private record Summary(Listing listing, int files) implements java.io.Serializable {
    static Summary of(Listing listing) {
      return new Summary(listing.withoutFiles(), listing.files().size());
    }
  }
}
