package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Keys that files list, one in a line; blank lines and what leads out of the root are left out.
 *
 * @param path the files, for messages
 * @param keys columns {@code key}, unique, and {@code split}
 */
record KeyList(String path, Dataset<Row> keys) {
  static KeyList read(SparkSession spark, String path, Split split) {
    UDF1<String, String> normalise = line -> Keys.normalised(line).orElse(null);
    Column key = udf(normalise, DataTypes.StringType).apply(trim(col("value")));
    Dataset<Row> keys =
        lines(spark, path)
            .select(key.as("key"))
            .where(col("key").isNotNull())
            .distinct()
            .withColumn("split", lit(split.text()));
    return new KeyList(path, keys);
  }

  private static Dataset<Row> lines(SparkSession spark, String path) {
    try {
      return spark.read().text(path);
    } catch (Exception e) {
      if (e instanceof AnalysisException) { // checked in Scala, so not known to the compiler here
        throw new DataContractException(
            "List of keys %s cannot be read: correct the path".formatted(path), e);
      }
      throw e;
    }
  }

  /** Both lists; a key must not be in both. */
  KeyList with(KeyList other) {
    for (Row both : keys.join(other.keys, "key").limit(1).collectAsList()) {
      throw new DataContractException(
          "Key \"%s\" is in %s and in %s: keep one".formatted(both.getString(0), path, other.path));
    }
    return new KeyList(path + " and " + other.path, keys.union(other.keys));
  }

  /** Fails if no item is listed. */
  KeyList requireItems(Dataset<Row> items) {
    if (items.join(keys, new String[] {"key"}, "left_semi").isEmpty()) {
      throw new DataContractException(
          "None of the keys in %s belongs to an item: keys must be paths relative to the scanned folder"
              .formatted(path));
    }
    return this;
  }

  /** The items with the column {@code split}, null where they are not listed. */
  Dataset<Row> join(Dataset<Row> items) {
    return items.join(keys, new String[] {"key"}, "left_outer");
  }
}
