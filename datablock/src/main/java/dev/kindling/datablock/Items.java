package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.Inputs;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Items found, not yet labelled. Immutable.
 *
 * @param <I> how they become inputs: {@code Images} or {@code Texts}
 */
public final class Items<I extends Inputs> {
  private final Dataset<Row> rows;
  private final Origin origin;

  Items(Dataset<Row> rows, Origin origin) {
    this.rows = rows;
    this.origin = origin;
  }

  /**
   * Columns: {@code key} string (path below the root, {@code /}-separated, normal form C, unique),
   * {@code location} string (path or URI of the file), {@code size} long (bytes), {@code modified}
   * long (milliseconds since 1970, null for a file that changed just now). Documents that share
   * files or come from tables have the columns of {@link
   * dev.kindling.datablock.document.DocumentRow#SCHEMA}.
   */
  public Dataset<Row> rows() {
    return rows;
  }

  /**
   * The items with their bytes, read anew whenever the rows are used. Columns: {@code key} string,
   * {@code content} binary, null where the file cannot be read or has more than {@code maxBytes}.
   */
  public Dataset<Row> contents(long maxBytes) {
    return Contents.of(rows, origin.tree(), maxBytes);
  }

  /**
   * The same items dealt to so many partitions, by a hash of their keys. Results do not depend on
   * it, only how the work is shared out.
   */
  public Items<I> inPartitions(int count) {
    return new Items<>(rows.repartition(count, col("key")), origin);
  }

  /**
   * Gives each item its label. A CSV file is read now.
   *
   * @throws DataContractException if the CSV file lacks a column, names one key with two labels, or
   *     has no label for any item
   * @throws IllegalStateException if labels are to come from a column and there is none
   */
  public LabeledItems<I> label(Labeler labeler) {
    requireNonNull(labeler, "labeler");
    Origin next = origin.set("label", labeler);
    if (labeler instanceof Labeler.Csv csv) {
      CsvLabels labels = CsvLabels.read(origin.spark(), csv);
      return new LabeledItems<>(
          labels.join(rows), labeler, next.withUnmatched(labels.unmatched(rows)));
    }
    return new LabeledItems<>(rows.withColumn("label", label(labeler, rows)), labeler, next);
  }

  private static Column label(Labeler labeler, Dataset<Row> rows) {
    if (labeler instanceof Labeler.None) {
      return lit(null).cast("string");
    }
    if (labeler instanceof Labeler.Column) {
      Column given = GivenColumn.require(rows, "given_label", "Labels");
      return when(length(trim(given)).gt(0), given);
    }
    if (labeler instanceof Labeler.Regex regex) {
      return regex.pattern().in(col("key"));
    }
    return parentFolder(col("key"));
  }

  private static Column parentFolder(Column key) {
    Column folder = substring_index(substring_index(key, "/", -2), "/", 1);
    return when(key.contains("/"), folder);
  }
}
