package dev.kindling.datablock;

import dev.kindling.datablock.table.NumberFacts;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Sums of numbers, exact, so that they are the same in whatever order they are added.
 *
 * @param count of the numbers, at least 1
 * @param sum of the numbers
 * @param squares sum of their squares
 * @param least of the numbers
 * @param most of the numbers
 */
record NumberSums(long count, BigDecimal sum, BigDecimal squares, BigDecimal least, BigDecimal most)
    implements Serializable {
  private static final MathContext PRECISION = new MathContext(50);

  static NumberSums of(BigDecimal number) {
    return new NumberSums(1, number, number.multiply(number), number, number);
  }

  NumberSums plus(NumberSums other) {
    return new NumberSums(
        count + other.count,
        sum.add(other.sum),
        squares.add(other.squares),
        least.min(other.least),
        most.max(other.most));
  }

  NumberFacts facts() {
    BigDecimal number = BigDecimal.valueOf(count);
    BigDecimal variance =
        number
            .multiply(squares)
            .subtract(sum.multiply(sum))
            .divide(number.multiply(number), PRECISION);
    return new NumberFacts(
        count,
        sum.divide(number, PRECISION).doubleValue(),
        variance.sqrt(PRECISION).doubleValue(),
        least.doubleValue(),
        most.doubleValue());
  }

  /** Facts of the column {@code label} by the column {@code split}; a partition sends its sums. */
  static Map<String, NumberFacts> bySplit(Dataset<Row> rows) {
    Map<String, NumberSums> sums =
        rows.select("split", "label")
            .toJavaRDD()
            .aggregate(new HashMap<>(), NumberSums::with, NumberSums::merged);
    Map<String, NumberFacts> facts = new TreeMap<>();
    sums.forEach((split, found) -> facts.put(split, found.facts()));
    return facts;
  }

  private static HashMap<String, NumberSums> with(HashMap<String, NumberSums> sums, Row row) {
    sums.merge(row.getString(0), of(new BigDecimal(row.getString(1))), NumberSums::plus);
    return sums;
  }

  private static HashMap<String, NumberSums> merged(
      HashMap<String, NumberSums> some, HashMap<String, NumberSums> others) {
    others.forEach((split, sums) -> some.merge(split, sums, NumberSums::plus));
    return some;
  }
}
