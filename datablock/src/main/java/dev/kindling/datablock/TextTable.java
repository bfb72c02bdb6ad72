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

import dev.kindling.datablock.document.DocumentRow;
import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.process.Texts;
import dev.kindling.datablock.scan.FileKind;
import dev.kindling.datablock.scan.NoTree;
import dev.kindling.datablock.scan.Selection;
import dev.kindling.datablock.scan.Source;
import dev.kindling.datablock.scan.Walk;
import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;

/** Scans tables of documents. */
final class TextTable {
  private static final int KEY_LENGTH = 32;

  private TextTable() {}

  static Items<Texts> scan(SparkSession spark, String uri, TextColumns columns) {
    if (DeltaTable.isDeltaTable(spark, uri)) {
      return rows(spark, uri, spark.read().format("delta").load(uri), columns);
    }
    Source source =
        Source.of(uri, spark.sessionState().newHadoopConf(), Selection.of(FileKind.TABLES));
    Walk walk = source.walk(spark);
    Column parquet = col("key").rlike("(?i)\\.parquet$");
    long ofParquet = walk.rows().where(parquet).count();
    if (ofParquet == 0) {
      return new StagedDocuments(spark, uri, source.tree()).csv(walk, columns);
    }
    if (ofParquet < walk.items()) {
      throw new DataContractException(
          "%s has %d Parquet files and %d others: name those of one kind, as in %s/*.parquet"
              .formatted(uri, ofParquet, walk.items() - ofParquet, uri));
    }
    String[] files =
        walk.rows().select("location").collectAsList().stream()
            .map(row -> row.getString(0))
            .toArray(String[]::new);
    return rows(spark, uri, spark.read().parquet(files), columns);
  }

  private static Items<Texts> rows(
      SparkSession spark, String uri, Dataset<Row> table, TextColumns columns) {
    for (String name : columns.names()) {
      if (!Arrays.asList(table.columns()).contains(name)) {
        throw new DataContractException(
            "Table %s has no column \"%s\", only %s: correct the column's name"
                .formatted(uri, name, Arrays.toString(table.columns())));
      }
    }
    Dataset<Row> named =
        table.select(
            columns.key().map(TextTable::text).orElse(lit(null).cast("string")).as("key"),
            named(columns.text()).cast("binary").as("content"),
            columns.label().map(TextTable::text).orElse(lit(null).cast("string")).as("given_label"),
            columns
                .split()
                .map(TextTable::text)
                .orElse(lit(null).cast("string"))
                .as("given_split"));
    Dataset<Row> keyed = columns.key().isPresent() ? requireKeys(uri, named) : byContent(named);
    return new StagedDocuments(spark, uri, new NoTree())
        .items(
            keyed.select(
                col("key"),
                lit(null).cast("string").as("location"),
                col("content"),
                col("given_label"),
                col("given_split"),
                lit(DocumentRow.DOCUMENT).as("fate"),
                lit(null).cast("string").as("fault"),
                lit(null).cast("string").as("detail")),
            Map.of(),
            columns);
  }

  /** A name may hold anything. */
  private static Column named(String column) {
    return col("`" + column.replace("`", "``") + "`");
  }

  private static Column text(String column) {
    return named(column).cast("string");
  }

  private static Dataset<Row> requireKeys(String uri, Dataset<Row> rows) {
    long without = rows.where(col("key").isNull().or(trim(col("key")).equalTo(""))).count();
    if (without > 0) {
      throw new DataContractException(
          "%d rows of %s have no key: name a column of unique keys, or none"
              .formatted(without, uri));
    }
    return rows;
  }

  /** Rows of the same content are told apart by label and split, and else are the same anyway. */
  private static Dataset<Row> byContent(Dataset<Row> rows) {
    Column content = coalesce(col("content"), lit(new byte[0]));
    Column hash = substring(sha2(content, 256), 1, KEY_LENGTH);
    Column number =
        row_number().over(Window.partitionBy("hash").orderBy("given_label", "given_split"));
    Column key =
        when(number.equalTo(1), col("hash")).otherwise(concat(col("hash"), lit("-"), number));
    return rows.withColumn("hash", hash).withColumn("key", key);
  }
}
