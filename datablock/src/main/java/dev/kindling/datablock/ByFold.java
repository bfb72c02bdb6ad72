package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * One of k folds is valid, the others are train: see {@link Splitter#byFold}.
 *
 * @param fold which is valid, from 1 to {@code folds}
 * @param folds at least 2
 * @param seed another seed is another partition into folds
 */
public record ByFold(int fold, int folds, long seed) implements Splitter {
  public ByFold {
    if (folds < 2 || fold < 1 || fold > folds) {
      throw new IllegalArgumentException(
          "Splitter byFold needs at least 2 folds and one of them from 1, got %d of %d"
              .formatted(fold, folds));
    }
  }

  /** The split of the item with this key. */
  public Split of(String key) {
    return foldOf(key) == fold ? Split.VALID : Split.TRAIN;
  }

  /** The fold of the item with this key, from 1. */
  public int foldOf(String key) {
    return 1 + (int) (new Seed(seed).derive("fold").fraction(key) * folds);
  }

  @Override
  public Dataset<Row> split(Dataset<Row> rows) {
    UDF1<String, String> split = key -> of(key).text();
    Column ofKey = udf(split, DataTypes.StringType).apply(col("key"));
    return rows.withColumn("split", ofKey);
  }

  @Override
  public Optional<Long> drawnBy() {
    return Optional.of(seed);
  }
}
