package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import com.google.re2j.Pattern;
import dev.kindling.datablock.document.DocumentRow;
import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.document.TextFiles;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.Walk;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * Documents that share files or come from tables: they are read once, onto the executors' disks,
 * dealt out by their keys, and counted.
 */
record StagedDocuments(SparkSession spark, String source, FileTree tree) {
  private static final long BYTES_PER_PARTITION = 1L << 26;
  private static final int MAX_PARTITIONS =
      10_000; // as many files are written for each, for a while

  /** One file to its documents; travels to the executors. */
  private interface Reader extends Serializable {
    Iterator<Row> rows(FileTree tree, String file, String location);
  }

  Items<Texts> files(Walk walk, Documents documents) {
    if (documents instanceof Documents.Sections sections) {
      Pattern heading = Pattern.compile(sections.heading());
      return read(
          walk,
          (tree, file, at) -> TextFiles.sections(tree, file, at, heading),
          TextColumns.text("section"));
    }
    return read(walk, TextFiles::lines, TextColumns.text("line"));
  }

  private Items<Texts> read(Walk walk, Reader reader, TextColumns columns) {
    FileTree files = tree; // a task must not carry the session along
    JavaRDD<Row> rows =
        walk.rows()
            .repartition((int) Math.min(walk.items(), 10_000))
            .toJavaRDD()
            .flatMap(file -> reader.rows(files, file.getString(0), file.getString(1)));
    Dataset<Row> documents = spark.createDataFrame(rows, DocumentRow.SCHEMA);
    return items(staged(documents, walk.bytes()), walk.skipped(), columns);
  }

  /**
   * Staged rows of documents with unique keys.
   *
   * @throws DataContractException if keys repeat, there is no document, or a file is broken
   */
  Items<Texts> items(Dataset<Row> all, Map<String, Long> skipped, TextColumns columns) {
    Items<Texts> items = counted(all, skipped, columns);
    requireUniqueKeys(all);
    return items;
  }

  /**
   * The rows on the executors' disks, dealt out by their keys.
   *
   * @param bytes that they have, about
   */
  Dataset<Row> staged(Dataset<Row> rows, long bytes) {
    long wanted =
        Math.max(4L * spark.sparkContext().defaultParallelism(), bytes / BYTES_PER_PARTITION);
    int partitions = (int) Math.min(wanted, MAX_PARTITIONS);
    JavaRDD<Row> staged =
        rows.repartition(partitions, col("key"))
            .toJavaRDD()
            .persist(StorageLevel.DISK_ONLY()); // gone when nothing refers to it
    return spark.createDataFrame(staged, DocumentRow.SCHEMA);
  }

  /** Rows of {@link DocumentRow#SCHEMA} as items, each accounted for. */
  <I extends Inputs> Items<I> counted(
      Dataset<Row> all, Map<String, Long> skipped, TextColumns columns) {
    Map<String, Long> skips = new TreeMap<>(skipped);
    long documents = 0;
    for (Row group : all.groupBy("fate", "fault").agg(count(lit(1))).collectAsList()) {
      switch (group.getString(0)) {
        case DocumentRow.BROKEN -> throw broken(all);
        case DocumentRow.SKIPPED -> skips.merge(group.getString(1), group.getLong(2), Long::sum);
        default -> documents += group.getLong(2);
      }
    }
    if (documents == 0) {
      throw new DataContractException(
          "No items in %s; skipped %s: correct the source".formatted(source, skips));
    }
    long scanned = documents + skips.values().stream().mapToLong(Long::longValue).sum();
    return new Items<>(
        all.where(col("fate").notEqual(DocumentRow.SKIPPED)).drop(absent(columns)),
        new Origin(spark, tree, source, scanned, skips, Map.of(), Map.of(), 0, OptionalInt.empty())
            .set("columns", columns));
  }

  private static String[] absent(TextColumns columns) {
    List<String> absent = new ArrayList<>();
    if (columns.label().isEmpty()) {
      absent.add("given_label");
    }
    if (columns.split().isEmpty()) {
      absent.add("given_split");
    }
    return absent.toArray(String[]::new);
  }

  private DataContractException broken(Dataset<Row> all) {
    Row first =
        all.where(col("fate").equalTo(DocumentRow.BROKEN))
            .orderBy("key")
            .select("key", "detail")
            .first();
    return new DataContractException(
        "File %s of %s cannot be used: %s. Nothing was written; mend it or take it out"
            .formatted(first.getString(0), source, first.getString(1)));
  }

  private void requireUniqueKeys(Dataset<Row> all) {
    Dataset<Row> repeated = all.groupBy("key").agg(count(lit(1)).as("n")).where("n > 1");
    for (Row row : repeated.orderBy("key").limit(1).collectAsList()) {
      throw new DataContractException(
          "%d keys of %s occur more than once, such as \"%s\", %d times: name a column of unique keys, or none"
              .formatted(repeated.count(), source, row.getString(0), row.getLong(1)));
    }
  }
}
