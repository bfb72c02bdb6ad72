package dev.kindling.datablock;

import static org.apache.spark.sql.functions.broadcast;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Small rows, mostly few, to be joined with many others. */
final class Few {
  /** Rows that a driver holds without ado. */
  private static final long ON_DRIVER = 100_000;

  private Few() {}

  /**
   * The same rows: sent to every task if they are few, so that what they are joined with is not
   * shuffled; or else left where they are, so that the driver's memory does not grow with them.
   *
   * @param count how many there are, or more
   */
  static Dataset<Row> of(Dataset<Row> rows, long count) {
    return count > ON_DRIVER
        ? rows
        : broadcast(rows.sparkSession().createDataFrame(rows.collectAsList(), rows.schema()));
  }
}
