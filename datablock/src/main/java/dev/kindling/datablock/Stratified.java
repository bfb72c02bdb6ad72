package dev.kindling.datablock;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The same share of every label is valid: see {@link Splitter#stratified}.
 *
 * @param validFraction share in (0, 1) of each label that is valid
 * @param seed another seed is another split
 */
public record Stratified(double validFraction, long seed) implements Splitter {
  private static final StructType NEEDS = StructType.fromDDL("stratum STRING, need BIGINT");

  public Stratified {
    if (!(validFraction > 0 && validFraction < 1)) {
      throw new IllegalArgumentException(
          "Splitter stratified validFraction must be in (0, 1), got " + validFraction);
    }
  }

  @Override
  public Dataset<Row> split(Dataset<Row> rows) {
    return keeping(rows.withColumn("before", lit(null).cast("string"))).drop("before");
  }

  /**
   * New items fill up what the share of their label lacks; where more of a label are valid already
   * than its share, as after items of train vanished, its new ones are train.
   */
  @Override
  public Dataset<Row> keeping(Dataset<Row> rows) {
    Column valid = lit(Split.VALID.text());
    UDF1<String, Double> draw = new Seed(seed).derive("stratified")::fraction;
    Dataset<Row> drawn =
        rows.withColumn("stratum", coalesce(col("label"), lit("")))
            .withColumn(
                "draw",
                struct(udf(draw, DataTypes.DoubleType).apply(col("key")).as("number"), col("key")));
    Dataset<Row> cuts = cuts(drawn);
    Column side = when(col("draw").leq(col("cut")), valid).otherwise(lit(Split.TRAIN.text()));
    Column[] columns =
        Arrays.stream(rows.columns())
            .filter(name -> !name.equals("split"))
            .map(org.apache.spark.sql.functions::col)
            .toArray(Column[]::new);
    return drawn
        .join(broadcast(cuts), drawn.col("stratum").equalTo(cuts.col("of")), "left_outer")
        .withColumn("side", coalesce(col("before"), side))
        .select(with(columns, col("side").as("split")));
  }

  /** Columns {@code of}, a stratum, and {@code cut}, the last draw of a new item that is valid. */
  private Dataset<Row> cuts(Dataset<Row> drawn) {
    SortedMap<String, Long> sizes = new TreeMap<>();
    SortedMap<String, Long> already = new TreeMap<>();
    Column valid = when(col("before").equalTo(Split.VALID.text()), 1L).otherwise(0L);
    for (Row row : drawn.groupBy("stratum").agg(count(lit(1)), sum(valid)).collectAsList()) {
      sizes.put(row.getString(0), row.getLong(1));
      already.put(row.getString(0), row.getLong(2));
    }
    List<Row> needs = new ArrayList<>();
    quotas(sizes, validFraction)
        .forEach(
            (stratum, quota) ->
                needs.add(RowFactory.create(stratum, quota - already.getOrDefault(stratum, 0L))));
    Dataset<Row> wanted = drawn.sparkSession().createDataFrame(needs, NEEDS);
    Dataset<Row> ranked =
        drawn
            .where(col("before").isNull())
            .select("stratum", "draw")
            .withColumn("rank", row_number().over(Window.partitionBy("stratum").orderBy("draw")))
            .join(broadcast(wanted), "stratum")
            .where(col("rank").equalTo(col("need")));
    return ranked.select(col("stratum").as("of"), col("draw").as("cut"));
  }

  /**
   * So many of each are valid that the sum is the share of all, to the nearest item: each gets its
   * share rounded down, and those that lose most by it get one more, ties in the order of names
   * (largest remainder).
   */
  static SortedMap<String, Long> quotas(SortedMap<String, Long> sizes, double fraction) {
    BigDecimal share = BigDecimal.valueOf(fraction);
    SortedMap<String, Long> quotas = new TreeMap<>();
    Map<String, BigDecimal> remainders = new TreeMap<>();
    long all = 0;
    long given = 0;
    for (Map.Entry<String, Long> size : sizes.entrySet()) {
      BigDecimal exact = share.multiply(BigDecimal.valueOf(size.getValue()));
      long floor = exact.setScale(0, RoundingMode.FLOOR).longValueExact();
      quotas.put(size.getKey(), floor);
      remainders.put(size.getKey(), exact.subtract(BigDecimal.valueOf(floor)));
      all += size.getValue();
      given += floor;
    }
    long total =
        share.multiply(BigDecimal.valueOf(all)).setScale(0, RoundingMode.HALF_UP).longValueExact();
    remainders.entrySet().stream()
        .sorted(Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder()))
        .limit(total - given)
        .forEach(entry -> quotas.merge(entry.getKey(), 1L, Long::sum));
    return quotas;
  }

  private static Column[] with(Column[] columns, Column last) {
    Column[] more = Arrays.copyOf(columns, columns.length + 1);
    more[columns.length] = last;
    return more;
  }

  @Override
  public Optional<Long> drawnBy() {
    return Optional.of(seed);
  }
}
