package dev.kindling.datablock;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/** Rows that are computed once, and again where an executor that held them is lost. */
final class Persisted {
  private Persisted() {}

  /** The same rows, kept on the executors for as long as something refers to them. */
  static Dataset<Row> of(Dataset<Row> rows) {
    JavaRDD<Row> kept = rows.toJavaRDD().persist(StorageLevel.MEMORY_AND_DISK());
    return rows.sparkSession().createDataFrame(kept, rows.schema());
  }
}
