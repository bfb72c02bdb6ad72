package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.document.ImageColumns;
import dev.kindling.datablock.document.SampleColumns;
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
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/** The beginning of every chain: finds items. */
public final class Scan {
  private static final int ITEMS_PER_PARTITION = 2_048;
  private static final long BYTES_PER_PARTITION = 1L << 26;
  private static final int LEAST_ITEMS = 16; // for fewer, a task costs more than it does
  private static final long LEAST_BYTES = 1L << 20;
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
    return textTable(spark, Table.at(uri), columns);
  }

  /** The documents in the rows of a table, of files or of a database; else as above. */
  public static Items<Texts> textTable(SparkSession spark, Table table, TextColumns columns) {
    requireNonNull(spark, "spark");
    requireNonNull(table, "table");
    return TextTable.scan(spark, table, requireNonNull(columns, "columns"));
  }

  /**
   * The images that the rows of a table name by their paths, or hold as bytes. Paths are relative
   * to a root, or paths and URIs of what lies below it. Keys are those of the key column; without
   * one, they are the paths, or made of the content. A row without path, content or key, one whose
   * path leads out of the root, and rows that share a key are bad, each by its own reason; of rows
   * that say exactly the same, one is kept.
   *
   * @throws DataContractException if there is no table, it lacks a column, or has no rows
   */
  public static Items<Images> imageTable(SparkSession spark, Table table, ImageColumns columns) {
    requireNonNull(spark, "spark");
    requireNonNull(table, "table");
    return ImageTable.scan(spark, table, requireNonNull(columns, "columns"));
  }

  /**
   * The images in tar files in the layout of WebDataset: members that follow each other and whose
   * names are the same up to the first dot are a sample. The files are read now, each by one task.
   * A file that is cut off gives its whole samples, and is bad itself.
   *
   * @param uri a folder with all below, a file, or a pattern for names
   * @param columns which members of a sample hold what
   * @param selection what of a folder is taken
   * @throws DataContractException if there is no such file, or no sample in any
   */
  public static Items<Images> imageShards(
      SparkSession spark, String uri, SampleColumns columns, Selection selection) {
    return Shards.scan(requireNonNull(spark, "spark"), uri, FileKind.IMAGES, columns, selection);
  }

  /** The texts in tar files; else as {@link #imageShards}. */
  public static Items<Texts> textShards(
      SparkSession spark, String uri, SampleColumns columns, Selection selection) {
    return Shards.scan(requireNonNull(spark, "spark"), uri, FileKind.TEXTS, columns, selection);
  }

  private static <I extends Inputs> Items<I> files(
      SparkSession spark, String uri, FileTree tree, Walk walk) {
    int partitions =
        partitions(walk.items(), walk.bytes(), spark.sparkContext().defaultParallelism());
    return new Items<>(
        walk.rows(),
        new Origin(
                spark,
                tree,
                uri,
                walk.scanned(),
                walk.skipped(),
                Map.of(),
                Map.of(),
                0,
                OptionalInt.of(partitions))
            .set("selection", tree.selection()));
  }

  /**
   * Enough to keep every core busy to the end, each small enough, in items and in bytes, to be done
   * again, and large enough to be worth a task; at least 1.
   */
  static int partitions(long items, long bytes, int parallelism) {
    long bySize = Math.max(items / ITEMS_PER_PARTITION, bytes / BYTES_PER_PARTITION);
    long worth = 1 + Math.max(items / LEAST_ITEMS, bytes / LEAST_BYTES);
    long wanted = Math.max(Math.min(4L * parallelism, worth), bySize);
    return (int) Math.max(1, Math.min(wanted, Math.min(items, MAX_PARTITIONS)));
  }
}
