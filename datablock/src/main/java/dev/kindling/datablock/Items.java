package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.LabelType;
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
    return Contents.of(origin.dealt(rows), origin.tree(), maxBytes);
  }

  /**
   * The same items, to be read in so many partitions, dealt out by a hash of their keys. Results do
   * not depend on it, only how the work is shared out.
   */
  public Items<I> inPartitions(int count) {
    return new Items<>(rows, origin.inPartitions(count));
  }

  /** Gives each item its label, one category; else as {@link #label(Labeler, LabelType)}. */
  public LabeledItems<I> label(Labeler labeler) {
    return label(labeler, LabelType.category());
  }

  /**
   * Gives each item its label. A CSV file is read now.
   *
   * @param type what labels are
   * @throws DataContractException if the CSV file lacks a column or has no label for any item
   * @throws IllegalStateException if labels are to come from a column and there is none
   */
  public LabeledItems<I> label(Labeler labeler, LabelType type) {
    requireNonNull(labeler, "labeler");
    boolean categories = type.equals(LabelType.category());
    Origin told = origin.set("label", labeler);
    Origin next = categories ? told : told.set("label.type", type);
    if (labeler instanceof Labeler.Csv csv) {
      CsvLabels labels = CsvLabels.read(origin.spark(), csv);
      return new LabeledItems<>(
          ReadLabels.ofGiven(labels.join(rows), type),
          labeler,
          type,
          next.withUnmatched(labels.unmatched(rows)));
    }
    return new LabeledItems<>(labelled(labeler, type, categories), labeler, type, next);
  }

  private Dataset<Row> labelled(Labeler labeler, LabelType type, boolean categories) {
    if (labeler instanceof Labeler.Companion companion) {
      return ReadLabels.ofCompanions(rows, companion, origin.tree(), type);
    }
    if (labeler instanceof Labeler.Named named) {
      return ReadLabels.ofFunction(rows, named, type);
    }
    if (categories || labeler instanceof Labeler.None) {
      return rows.withColumn("label", label(labeler, rows));
    }
    Column given = // an empty one may say that an item has none of the labels
        labeler instanceof Labeler.Column ? given(rows) : label(labeler, rows);
    return ReadLabels.ofText(rows.withColumn("label", given), type);
  }

  private static Column given(Dataset<Row> rows) {
    return GivenColumn.require(rows, "given_label", "Labels");
  }

  private static Column label(Labeler labeler, Dataset<Row> rows) {
    if (labeler instanceof Labeler.None) {
      return lit(null).cast("string");
    }
    if (labeler instanceof Labeler.Column) {
      return when(length(trim(given(rows))).gt(0), given(rows));
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
