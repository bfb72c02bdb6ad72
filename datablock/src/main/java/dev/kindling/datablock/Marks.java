package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What goes along with an item while it is processed: where it stands in the source, and what the
 * ledger of an earlier version says of it.
 */
final class Marks {
  /**
   * {@code size} and {@code modified} of its file; {@code given}, the labeler's label; {@code
   * drawn}, the splitter's split; {@code seen}, whether the earlier version knew it; {@code old},
   * whether that has it in its table; {@code known}, whether its content is what it was without a
   * look at more than size, time or SHA-256; and the ledger's columns with {@code was_} in front.
   */
  static final StructType SCHEMA =
      StructType.fromDDL(
          "size BIGINT, modified BIGINT, given STRING, drawn STRING, seen BOOLEAN, old BOOLEAN, "
              + "known BOOLEAN, was_sha256 STRING, was_reason STRING, was_given STRING, "
              + "was_drawn STRING, was_label STRING, was_split STRING, was_group STRING");

  private Marks() {}

  /** Items with a label and a split, and where they stand. */
  static Dataset<Row> standing(Dataset<Row> items) {
    return with(
        items.withColumn("given", col("label")).withColumn("drawn", col("split")),
        SCHEMA.apply("size"),
        SCHEMA.apply("modified"));
  }

  /** The same, where nothing is known of them. */
  static Dataset<Row> unseen(Dataset<Row> items) {
    return with(standing(items), SCHEMA.fields());
  }

  /** The rows with all these columns, null or false where they lack one. */
  static Dataset<Row> with(Dataset<Row> rows, StructField... columns) {
    List<String> present = Arrays.asList(rows.columns());
    Column[] missing =
        Stream.of(columns)
            .filter(column -> !present.contains(column.name()))
            .map(Marks::nothing)
            .toArray(Column[]::new);
    return rows.select(
        Stream.concat(Stream.of(col("*")), Stream.of(missing)).toArray(Column[]::new));
  }

  private static Column nothing(StructField column) {
    return column.dataType().equals(DataTypes.BooleanType)
        ? lit(false).as(column.name())
        : lit(null).cast(column.dataType()).as(column.name());
  }

  /** Whether a processed item has the content that it had, or fails as it failed. */
  static Column unchanged() {
    return col("seen")
        .and(col("sha256").eqNullSafe(col("was_sha256")))
        .and(col("reason").eqNullSafe(col("was_reason")));
  }

  /** Whether the earlier table has the item's row, with the right content. */
  static Column stays() {
    return coalesce(col("old").and(unchanged()), lit(false));
  }

  /** Columns by name, of one schema after the other. */
  static Column[] columns(StructType... schemas) {
    return Stream.of(schemas)
        .flatMap(schema -> Stream.of(schema.fieldNames()))
        .map(org.apache.spark.sql.functions::col)
        .toArray(Column[]::new);
  }

  /** The fields of one schema after the other. */
  static StructType joined(StructType... schemas) {
    return new StructType(
        Stream.of(schemas)
            .flatMap(schema -> Stream.of(schema.fields()))
            .toArray(StructField[]::new));
  }
}
