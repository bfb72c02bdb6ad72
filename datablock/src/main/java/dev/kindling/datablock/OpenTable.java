package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.kindling.datablock.document.CsvFiles;
import dev.kindling.datablock.document.DocumentRow;
import dev.kindling.datablock.document.TextColumns;
import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.Source;
import dev.kindling.datablock.scan.Walk;
import io.delta.tables.DeltaTable;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;

/** A table found: rows that Spark reads, or CSV files that are read here. */
sealed interface OpenTable {
  /**
   * Opens it.
   *
   * @throws DataContractException if there is nothing that can be read
   */
  static OpenTable of(SparkSession spark, Table table) {
    if (table instanceof Table.Jdbc jdbc) {
      return new Rows(table.place(), Optional.empty(), JdbcRows.open(spark, jdbc), false);
    }
    Table.Files files = (Table.Files) table;
    String uri = files.uri();
    if (DeltaTable.isDeltaTable(spark, uri)) {
      return new Rows(uri, Optional.empty(), spark.read().format("delta").load(uri), true);
    }
    Source source = Source.of(uri, spark.sessionState().newHadoopConf(), files.selection());
    Walk walk = source.walk(spark);
    Column parquet = col("key").rlike("(?i)\\.parquet$");
    long ofParquet = walk.rows().where(parquet).count();
    String folder = source.tree().place();
    if (ofParquet == 0) {
      return new Csv(uri, folder, walk, source.tree());
    }
    if (ofParquet < walk.items()) {
      throw new DataContractException(
          "%s has %d Parquet files and %d others: name those of one kind, as in %s/*.parquet"
              .formatted(uri, ofParquet, walk.items() - ofParquet, uri));
    }
    String[] names = // files, each of many rows
        walk.rows().select("location").collectAsList().stream()
            .map(row -> row.getString(0))
            .toArray(String[]::new);
    return new Rows(uri, Optional.of(folder), spark.read().parquet(names), true);
  }

  /**
   * Its rows in the columns of {@link DocumentRow#SCHEMA}; what the text column holds is the
   * content. Keys are null where there is no key column and rows have no order.
   *
   * @throws DataContractException if it lacks a column
   */
  Dataset<Row> documents(SparkSession spark, TextColumns columns);

  /** Entries beside the files of the table, by reason. */
  Map<String, Long> skipped();

  /** What its rows have, about, in bytes. */
  long bytes();

  /** The folder that it lies in, if it lies in one. */
  Optional<String> folder();

  /** Whether it gives the same rows whenever it is read, and single columns cheaply. */
  boolean settled();

  /** CSV files. */
  record Csv(String source, String place, Walk walk, FileTree tree) implements OpenTable {
    @Override
    public Dataset<Row> documents(SparkSession spark, TextColumns columns) {
      FileTree files = tree; // a task must not carry the session along
      CsvFiles reader = CsvFiles.of(columns);
      JavaRDD<Row> rows =
          walk.rows()
              .repartition((int) Math.min(walk.items(), 10_000))
              .toJavaRDD()
              .flatMap(file -> reader.rows(files, file.getString(0), file.getString(1)));
      return spark.createDataFrame(rows, DocumentRow.SCHEMA);
    }

    @Override
    public Map<String, Long> skipped() {
      return walk.skipped();
    }

    @Override
    public long bytes() {
      return walk.bytes();
    }

    @Override
    public Optional<String> folder() {
      return Optional.of(place);
    }

    @Override
    public boolean settled() {
      return false;
    }
  }

  /** Rows that Spark reads. */
  record Rows(String source, Optional<String> folder, Dataset<Row> table, boolean settled)
      implements OpenTable {
    private static final long BYTES_OF_A_PART = 1L << 27;

    @Override
    public Dataset<Row> documents(SparkSession spark, TextColumns columns) {
      for (String name : columns.names()) {
        type(name);
      }
      return table.select(
          text(columns.key()).as("key"),
          lit(null).cast("string").as("location"),
          named(columns.text()).cast("binary").as("content"),
          text(columns.label()).as("given_label"),
          text(columns.split()).as("given_split"),
          lit(DocumentRow.DOCUMENT).as("fate"),
          lit(null).cast("string").as("fault"),
          lit(null).cast("string").as("detail"));
    }

    /** The type of a column. */
    DataType type(String column) {
      if (!Arrays.asList(table.columns()).contains(column)) {
        throw new DataContractException(
            "Table %s has no column \"%s\", only %s: correct the column's name"
                .formatted(source, column, Arrays.toString(table.columns())));
      }
      return table.schema().apply(column).dataType();
    }

    @Override
    public Map<String, Long> skipped() {
      return Map.of();
    }

    /** Spark cuts files into as many parts. */
    @Override
    public long bytes() {
      return BYTES_OF_A_PART * table.rdd().getNumPartitions();
    }

    private static Column text(Optional<String> column) {
      return column.map(Rows::named).orElse(lit(null)).cast("string");
    }

    /** A name may hold anything. */
    private static Column named(String column) {
      return col("`" + column.replace("`", "``") + "`");
    }
  }
}
