package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.udf;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Labels from a CSV file, by key.
 *
 * @param labels columns {@code key}, unique, and {@link ReadLabels#GIVEN}
 * @param outside rows whose key leads out of the root
 */
record CsvLabels(Dataset<Row> labels, long outside) {
  private static final String OUTSIDE_ROOT = "outside-root";
  private static final String WITHOUT_ITEM = "without-item";

  static CsvLabels read(SparkSession spark, Labeler.Csv csv) {
    Dataset<Row> table = table(spark, csv);
    for (String column : List.of(csv.keyColumn(), csv.labelColumn())) {
      if (!Arrays.asList(table.columns()).contains(column)) {
        throw new DataContractException(
            "Labels %s have no column \"%s\", only %s: correct the column's name"
                .formatted(csv.path(), column, Arrays.toString(table.columns())));
      }
    }
    UDF1<String, String> normalise = key -> key == null ? null : Keys.normalised(key).orElse(null);
    Dataset<Row> rows =
        table
            .select(
                udf(normalise, DataTypes.StringType)
                    .apply(table.col("`" + csv.keyColumn() + "`"))
                    .as("key"),
                table.col("`" + csv.labelColumn() + "`").as("label"))
            .cache();
    Dataset<Row> byKey =
        rows.where(col("key").isNotNull())
            .groupBy("key")
            .agg(sort_array(collect_set(coalesce(col("label"), lit("")))).as(ReadLabels.GIVEN));
    return new CsvLabels(byKey, rows.where(col("key").isNull()).count());
  }

  private static Dataset<Row> table(SparkSession spark, Labeler.Csv csv) {
    try {
      return spark
          .read()
          .option("header", true)
          .option("multiLine", true)
          .option("quote", "\"")
          .option("escape", "\"")
          .csv(csv.path());
    } catch (Exception e) {
      if (e instanceof AnalysisException) { // checked in Scala, so not known to the compiler here
        throw new DataContractException(
            "Labels %s cannot be read: correct the path".formatted(csv.path()), e);
      }
      throw e;
    }
  }

  Dataset<Row> join(Dataset<Row> items) {
    return items.join(labels, new String[] {"key"}, "left_outer");
  }

  /** Rows that met no item, by reason. */
  Map<String, Long> unmatched(Dataset<Row> items) {
    Map<String, Long> unmatched = new TreeMap<>();
    Row counts =
        labels
            .join(items.withColumn("found", lit(1)), new String[] {"key"}, "left_outer")
            .agg(count(lit(1)), count("found"))
            .head();
    if (counts.getLong(1) == 0) {
      throw new DataContractException(
          "None of the %d labels belongs to an item: keys must be paths relative to the scanned folder"
              .formatted(counts.getLong(0)));
    }
    unmatched.put(WITHOUT_ITEM, counts.getLong(0) - counts.getLong(1));
    unmatched.put(OUTSIDE_ROOT, outside);
    unmatched.values().removeIf(n -> n == 0);
    return unmatched;
  }
}
