package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.document.DocumentRow;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Rows of a table that share a key with others. */
final class RepeatedKeys {
  private RepeatedKeys() {}

  /**
   * The rows of {@link DocumentRow#SCHEMA}, all with keys of their own, and those that lost theirs
   * marked as bad: where all rows of a key say the same, one of them stays good; where they differ,
   * none does.
   */
  static Dataset<Row> marked(Dataset<Row> rows) {
    Column counts = col("fate").isin(DocumentRow.DOCUMENT, DocumentRow.BAD);
    Dataset<Row> repeated =
        rows.where(counts).groupBy("key").agg(count(lit(1)).as("rows")).where("rows > 1").cache();
    if (repeated.isEmpty()) {
      repeated.unpersist();
      return rows;
    }
    Column says =
        sha2(
            concat(
                to_json(struct("location", "given_label", "given_split")),
                coalesce(sha2(col("content"), 256), lit(""))),
            256);
    Column good = col("fate").equalTo(DocumentRow.DOCUMENT);
    var alike = Window.partitionBy("key", "fate");
    Column number =
        row_number().over(Window.partitionBy("key").orderBy(good.desc(), col("says").asc()));
    Column differing = min("says").over(alike).notEqual(max("says").over(alike));
    Column extra = good.and(col("rows").isNotNull()).and(col("number").gt(1).or(col("differing")));
    Dataset<Row> marked =
        rows.withColumn("says", says)
            .join(repeated, new String[] {"key"}, "left_outer")
            .withColumn("number", number)
            .withColumn("differing", differing)
            .withColumn("extra", extra);
    Column another = counts.and(col("number").gt(1));
    return marked.select(
        when(another, concat(col("key"), lit("#row-"), col("number")))
            .otherwise(col("key"))
            .as("key"),
        col("location"),
        col("content"),
        col("given_label"),
        col("given_split"),
        when(col("extra"), DocumentRow.BAD).otherwise(col("fate")).as("fate"),
        when(col("extra"), QuarantineReason.DUPLICATE_KEY.code())
            .otherwise(col("fault"))
            .as("fault"),
        when(col("extra"), concat(col("rows").cast("string"), lit(" rows have this key")))
            .otherwise(col("detail"))
            .as("detail"));
  }
}
