package dev.kindling.datablock.scan;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;

import dev.kindling.datablock.DataContractException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;

/**
 * The result of walking a tree, level by level. The driver lists the {@link Beginning}, which is
 * all of a small tree; the directories of every level beyond are listed in parallel on the
 * executors, and of them only counts come to the driver. Every entry met is an item or a counted
 * skip.
 *
 * @param rows the items; columns {@code key} and {@code location}, both strings, {@code size} long
 *     (bytes) and {@code modified} long (milliseconds since 1970, null where storage's clock cannot
 *     tell another change from it)
 * @param items how many
 * @param bytes of all items together
 * @param skipped the entries that are none, by the code of a {@link SkipReason}
 */
public record Walk(Dataset<Row> rows, long items, long bytes, Map<String, Long> skipped) {
  private static final int FOLDERS_OF_A_TASK = 4_096;
  private static final int ROWS_OF_A_TASK = 4_096;

  private static final StructType SCHEMA =
      new StructType()
          .add("key", DataTypes.StringType, false)
          .add("location", DataTypes.StringType, false)
          .add("size", DataTypes.LongType, true)
          .add("modified", DataTypes.LongType, true);

  /**
   * Walks the whole tree now.
   *
   * @throws DataContractException if it holds no item, or lacks a folder that is named
   */
  public static Walk through(SparkSession spark, FileTree tree) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Beginning beginning = Beginning.of(tree);
    List<JavaRDD<Row>> files = new ArrayList<>(List.of(files(context, beginning)));
    List<Totals> totals = new ArrayList<>(List.of(Totals.of(beginning.entries().iterator())));
    boolean rootListed = !beginning.rest().contains(tree.root());
    if (rootListed) {
      requireNamed(tree, Beginning.folders(beginning.entries()));
    }
    long folders = beginning.rest().size();
    JavaRDD<Folder> level =
        context.parallelize(beginning.rest(), slices(folders, context.defaultParallelism()));
    while (folders > 0) {
      JavaRDD<Entry> entries =
          level.flatMap(tree::list).persist(StorageLevel.MEMORY_AND_DISK()); // while referred to
      Totals counted =
          Totals.sum(entries.mapPartitions(some -> List.of(Totals.of(some)).iterator()).collect());
      if (!rootListed && files.size() == 1 && !tree.selection().folders().isEmpty()) {
        requireNamed(tree, folders(entries).collect());
      }
      files.add(
          entries
              .filter(entry -> entry instanceof FoundFile)
              .map(entry -> ((FoundFile) entry).row()));
      totals.add(counted);
      folders = counted.folders();
      level = spread(entries, folders, context.defaultParallelism());
    }
    Totals all = Totals.sum(totals);
    Map<String, Long> skipped = new TreeMap<>();
    all.skipped().forEach((why, n) -> skipped.put(why.code(), n));
    if (all.files() == 0) {
      throw new DataContractException(
          "No %1$s files below %2$s; skipped %3$s: name the folder that holds the %1$s files"
              .formatted(tree.selection().kind().noun(), tree.root().location(), skipped));
    }
    Walk walk = new Walk(rows(spark, files), all.files(), all.bytes(), Map.copyOf(skipped));
    return all.renamed() == 0 ? walk : walk.withUniqueKeys();
  }

  /** Files that were named one by one: nothing is skipped. */
  static Walk of(SparkSession spark, List<FoundFile> files) {
    List<Row> rows = files.stream().map(FoundFile::row).toList();
    long bytes = files.stream().mapToLong(file -> file.stamp().size()).sum();
    return new Walk(spark.createDataFrame(rows, SCHEMA), files.size(), bytes, Map.of());
  }

  /** Entries met: items and skips. */
  public long scanned() {
    return items + skipped.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The folders among the entries, dealt out by their names, so that a task done again is equal.
   */
  private static JavaRDD<Folder> spread(JavaRDD<Entry> entries, long folders, int parallelism) {
    return folders(entries)
        .mapToPair(folder -> new scala.Tuple2<>(folder.location(), folder))
        .partitionBy(new HashPartitioner(slices(folders, parallelism)))
        .values();
  }

  private static int slices(long folders, int parallelism) {
    long wanted = Math.max(4L * parallelism, folders / FOLDERS_OF_A_TASK);
    return (int) Math.max(1, Math.min(wanted, folders));
  }

  private static JavaRDD<Folder> folders(JavaRDD<Entry> entries) {
    return entries.filter(entry -> entry instanceof Folder).map(entry -> (Folder) entry);
  }

  /** In few tasks, since one costs more than sending it some thousand rows. */
  private static JavaRDD<Row> files(JavaSparkContext context, Beginning beginning) {
    List<Row> rows =
        beginning.entries().stream()
            .filter(FoundFile.class::isInstance)
            .map(entry -> ((FoundFile) entry).row())
            .toList();
    int wanted = 1 + rows.size() / ROWS_OF_A_TASK;
    return context.parallelize(rows, Math.min(wanted, context.defaultParallelism()));
  }

  private static void requireNamed(FileTree tree, List<Folder> met) {
    Set<String> missing = new TreeSet<>(tree.selection().folders());
    met.forEach(folder -> missing.remove(folder.key()));
    if (!missing.isEmpty()) {
      throw new DataContractException(
          "%s has no folder %s: correct the names of the folders to look into"
              .formatted(tree.root().location(), String.join(", ", missing)));
    }
  }

  /** Of files whose names are the same text, the one whose path comes first. */
  private Walk withUniqueKeys() {
    Dataset<Row> unique =
        rows.groupBy("key")
            .agg(min(struct(col("location"), col("size"), col("modified"))).as("first"))
            .select(col("key"), col("first.*"))
            .persist(StorageLevel.MEMORY_AND_DISK());
    long kept = unique.count();
    if (kept == items) {
      unique.unpersist();
      return this;
    }
    Map<String, Long> more = new TreeMap<>(skipped);
    more.merge(SkipReason.DUPLICATE_KEY.code(), items - kept, Long::sum);
    return new Walk(unique, kept, bytes, Map.copyOf(more));
  }

  private static Dataset<Row> rows(SparkSession spark, List<JavaRDD<Row>> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    @SuppressWarnings("unchecked")
    JavaRDD<Row> all = context.union(files.toArray(JavaRDD[]::new));
    return spark.createDataFrame(all, SCHEMA);
  }
}
