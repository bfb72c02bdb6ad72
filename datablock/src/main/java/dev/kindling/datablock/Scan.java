package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.Selection;
import dev.kindling.datablock.scan.Source;
import dev.kindling.datablock.scan.Walk;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** The beginning of every chain: finds items. */
public final class Scan {
  private static final int ITEMS_PER_PARTITION = 512;
  private static final long BYTES_PER_PARTITION = 1L << 26;
  private static final int MAX_PARTITIONS = 50_000; // what a driver plans without ado

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
  public static Items<Images> images(SparkSession spark, String uri) {
    return images(spark, uri, Selection.of(FileKind.IMAGES));
  }

  /**
   * Those of the files in a folder and below that are selected; else as above.
   *
   * @throws DataContractException if there is no such folder, or nothing of it is taken
   */
  public static Items<Images> images(SparkSession spark, String uri, Selection selection) {
    requireNonNull(spark, "spark");
    requireNonNull(selection, "selection");
    FileTree tree = FileTree.of(uri, spark.sessionState().newHadoopConf(), selection);
    return files(spark, uri, tree, Walk.through(spark, tree));
  }

  /** All text files (.txt) in a folder and below, each a document; else as {@link #images}. */
  public static Items<Texts> texts(SparkSession spark, String uri) {
    return texts(spark, uri, Documents.files());
  }

  /**
   * The documents in the text files (.txt) of a folder and below, or in the files that the URI
   * names, of whatever extension: one by its path, or several by a pattern for their names. Files
   * that hold many documents are read now, on the executors.
   *
   * @throws DataContractException if there is nothing, or a file cannot be read to its end
   */
  public static Items<Texts> texts(SparkSession spark, String uri, Documents documents) {
    return texts(spark, uri, documents, Selection.of(FileKind.TEXTS));
  }

  /** The same of those files in a folder and below that are selected. */
  public static Items<Texts> texts(
      SparkSession spark, String uri, Documents documents, Selection selection) {
    requireNonNull(spark, "spark");
    requireNonNull(documents, "documents");
    requireNonNull(selection, "selection");
    Source source = Source.of(uri, spark.sessionState().newHadoopConf(), selection);
    Walk walk = source.walk(spark);
    return documents instanceof Documents.Files
        ? files(spark, uri, source.tree(), walk)
        : new StagedDocuments(spark, uri, source.tree()).files(walk, documents);
  }

  /**
   * The documents in the rows of a table, which is read now: CSV files with a header line, packed
   * by gzip or not, or Parquet files, as a folder, one file or a pattern for names; or a Delta
   * table, in its latest version. Keys are those of the key column; without one, they are the
   * file's name and the row's number for CSV, and made of the content for Parquet and Delta, whose
   * rows have no order.
   *
   * @throws DataContractException if there is no table or it lacks a column, if keys are missing or
   *     not unique, or if a file cannot be read to its end
   */
  public static Items<Texts> textTable(SparkSession spark, String uri, TextColumns columns) {
    requireNonNull(spark, "spark");
    return TextTable.scan(spark, uri, requireNonNull(columns, "columns"));
  }

  private static <I extends Inputs> Items<I> files(
      SparkSession spark, String uri, FileTree tree, Walk walk) {
    int partitions = partitions(walk, spark.sparkContext().defaultParallelism());
    return new Items<>(
        walk.rows().repartition(partitions, col("key")),
        new Origin(spark, tree, uri, walk.scanned(), walk.skipped(), Map.of(), Map.of(), 0)
            .set("selection", tree.selection()));
  }

  /**
   * Enough to keep every core busy to the end, each small enough, in items and in bytes, to be done
   * again.
   */
  private static int partitions(Walk walk, int parallelism) {
    long bySize = Math.max(walk.items() / ITEMS_PER_PARTITION, walk.bytes() / BYTES_PER_PARTITION);
    long wanted = Math.max(4L * parallelism, bySize);
    return (int) Math.min(wanted, Math.min(walk.items(), MAX_PARTITIONS));
  }
}
