package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.scan.NoTree;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/** Scans tables of documents. */
final class TextTable {
  private static final int KEY_LENGTH = 32;

  private TextTable() {}

  static Items<Texts> scan(SparkSession spark, Table table, TextColumns columns) {
    OpenTable open = OpenTable.of(spark, table);
    Dataset<Row> rows = open.documents(spark, columns);
    if (open instanceof OpenTable.Rows) {
      rows = columns.key().isPresent() ? requireKeys(table, rows) : byContent(rows);
    }
    StagedDocuments staged = new StagedDocuments(spark, table.place(), new NoTree());
    return staged.items(staged.staged(rows, open.bytes()), open.skipped(), columns);
  }

  private static Dataset<Row> requireKeys(Table table, Dataset<Row> rows) {
    long without = rows.where(col("key").isNull().or(trim(col("key")).equalTo(""))).count();
    if (without > 0) {
      throw new DataContractException(
          "%d rows of %s have no key: name a column of unique keys, or none"
              .formatted(without, table.place()));
    }
    return rows;
  }

  /** Rows of the same content are told apart by label and split, and else are the same anyway. */
  static Dataset<Row> byContent(Dataset<Row> rows) {
    Column content = coalesce(col("content"), lit(new byte[0]));
    Column hash = substring(sha2(content, 256), 1, KEY_LENGTH);
    Column number =
        row_number().over(Window.partitionBy("hash").orderBy("given_label", "given_split"));
    Column key =
        when(number.equalTo(1), col("hash")).otherwise(concat(col("hash"), lit("-"), number));
    return rows.withColumn("hash", hash).withColumn("key", key).drop("hash");
  }
}
