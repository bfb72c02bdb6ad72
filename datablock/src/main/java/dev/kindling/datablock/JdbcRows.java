package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import java.sql.SQLException;
import java.util.Optional;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Opens tables of databases. */
final class JdbcRows {
  private static final int FETCHED_AT_ONCE = 1_000;

  private JdbcRows() {}

  /**
   * The rows, read whenever they are used.
   *
   * @throws DataContractException if the database does not give them
   */
  static Dataset<Row> open(SparkSession spark, Table.Jdbc table) {
    try {
      Dataset<Row> all = reader(spark, table).load();
      return table.partitionColumn().isEmpty() ? all : inRanges(spark, table, all);
    } catch (Exception e) {
      if (e instanceof SQLException || e instanceof SparkThrowable) { // Scala does not say so
        throw refused(table, e);
      }
      throw e;
    }
  }

  /** What is to be told of an error of the database. */
  static DataContractException refused(Table.Jdbc table, Throwable cause) {
    String message = Secrets.hide(String.valueOf(cause.getMessage()));
    String safe =
        table
            .password()
            .filter(word -> !word.isEmpty())
            .map(word -> message.replace(word, "…"))
            .orElse(message);
    String what =
        safe.contains("No suitable driver")
            ? safe + ": put the driver's jar on the class path, with --jars for spark-submit"
            : safe;
    return new DataContractException("Table %s cannot be read: %s".formatted(table, what));
  }

  private static Dataset<Row> inRanges(SparkSession spark, Table.Jdbc table, Dataset<Row> all) {
    String column = table.partitionColumn().orElseThrow();
    Row ends = all.agg(min(col(column)).cast("long"), max(col(column)).cast("long")).head();
    if (ends.isNullAt(0)) {
      return all; // which is empty
    }
    return reader(spark, table)
        .option("partitionColumn", column)
        .option("lowerBound", ends.getLong(0))
        .option("upperBound", ends.getLong(1))
        .option("numPartitions", 4 * spark.sparkContext().defaultParallelism())
        .load();
  }

  private static DataFrameReader reader(SparkSession spark, Table.Jdbc table) {
    DataFrameReader reader =
        spark
            .read()
            .format("jdbc")
            .option("url", table.url())
            .option("dbtable", table.from())
            .option("fetchsize", FETCHED_AT_ONCE);
    Optional<String> user = table.user();
    if (user.isPresent()) {
      reader = reader.option("user", user.get());
    }
    Optional<String> password = table.password();
    return password.isPresent() ? reader.option("password", password.get()) : reader;
  }
}
