package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.row_number;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.DataContractException;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.Selection;
import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import dev.kindling.jobs.run.Findings.Quarantined;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/** Items in quarantine, to be looked at. */
final class QuarantineLook {
  private static final int OF_EACH = 8;
  private static final int TASKS = 8;

  private QuarantineLook() {}

  /**
   * The first items of each reason. They have a picture where the source is a folder that still
   * holds them and something of them can be seen.
   */
  static List<Quarantined> of(PreparedDataset dataset) {
    if (dataset.manifest().quarantineVersion() == Manifest.NOTHING_QUARANTINED) {
      return List.of();
    }
    Dataset<Row> some =
        dataset
            .quarantine()
            .withColumn("place", row_number().over(Window.partitionBy("reason").orderBy("key")))
            .where(col("place").leq(OF_EACH))
            .orderBy("reason", "key")
            .select("key", "reason", "detail");
    List<Quarantined> items =
        some.collectAsList().stream()
            .map(row -> new Quarantined(row.getString(0), row.getString(1), row.getString(2), ""))
            .toList();
    return tree(dataset).map(tree -> pictured(some.sparkSession(), items, tree)).orElse(items);
  }

  private static Optional<FileTree> tree(PreparedDataset dataset) {
    try {
      return Optional.of(
          FileTree.of(
              dataset.manifest().source(),
              dataset.quarantine().sparkSession().sparkContext().hadoopConfiguration(),
              Selection.of(FileKind.IMAGES)));
    } catch (DataContractException | UncheckedIOException e) { // a table, or gone, or out of reach
      return Optional.empty();
    }
  }

  /** Odd files are opened on the executors only. */
  private static List<Quarantined> pictured(
      SparkSession spark, List<Quarantined> items, FileTree tree) {
    List<List<String>> texts =
        items.stream().map(item -> List.of(item.key(), item.reason(), item.detail())).toList();
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(texts, TASKS)
        .map(text -> List.of(text.get(0), text.get(1), text.get(2), picture(tree, text.get(0))))
        .collect()
        .stream()
        .map(text -> new Quarantined(text.get(0), text.get(1), text.get(2), text.get(3)))
        .toList();
  }

  private static String picture(FileTree tree, String key) {
    try {
      return Thumbnail.ofAnything(tree.read(tree.at(key), DecodeLimits.DEFAULT.maxBytes()));
    } catch (BadItemException e) {
      return "";
    }
  }
}
