package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class StratifiedTest {
  private static final SparkSession SPARK = SparkFixture.session();
  private static final StructType ITEMS = StructType.fromDDL("key STRING, label STRING");
  private static final StructType BEFORE =
      StructType.fromDDL("key STRING, label STRING, before STRING");

  @Test
  void givesEachLabelItsShareAndTheLargestRemaindersTheRest() {
    assertThat(quotas(Map.of("a", 10L, "b", 20L), 0.2)).isEqualTo(Map.of("a", 2L, "b", 4L));
    assertThat(quotas(Map.of("a", 7L, "b", 8L, "c", 5L), 0.2))
        .as("1.4, 1.6 and 1 of 4")
        .isEqualTo(Map.of("a", 1L, "b", 2L, "c", 1L));
    assertThat(quotas(Map.of("a", 5L, "b", 5L, "c", 5L), 0.1))
        .as("half each, and 1.5 of 15 is 2: the first names")
        .isEqualTo(Map.of("a", 1L, "b", 1L, "c", 0L));
    assertThat(quotas(Map.of("a", 100L), 0.29)).isEqualTo(Map.of("a", 29L));
  }

  @Test
  void partsEveryLabelByItsQuotaOnAnyNumberOfPartitions() {
    Map<String, String> one = sides(Splitter.stratified(0.3, 5).split(items(100, 1)));

    assertThat(valid(one)).isEqualTo(Map.of("a", 15L, "b", 10L, "c", 5L));
    assertThat(sides(Splitter.stratified(0.3, 5).split(items(100, 3)))).isEqualTo(one);
    assertThat(sides(Splitter.stratified(0.3, 5).split(items(100, 8)))).isEqualTo(one);
    assertThat(sides(Splitter.stratified(0.3, 6).split(items(100, 1)))).isNotEqualTo(one);
  }

  @Test
  void movesNobodyWhenTheDataGrowByATenthAndStaysExact() {
    Map<String, String> before = sides(Splitter.stratified(0.3, 5).split(items(100, 2)));
    for (int partitions : new int[] {1, 3, 8}) {
      Map<String, String> after =
          sides(Splitter.stratified(0.3, 5).keeping(remembering(items(110, partitions), before)));

      assertThat(after).containsAllEntriesOf(before).hasSize(110);
      assertThat(valid(after)).isEqualTo(Map.of("a", 16L, "b", 11L, "c", 6L));
    }
  }

  @Test
  void putsNewItemsInTrainWhereTooManyAreValid() {
    Map<String, String> before = new TreeMap<>();
    sides(Splitter.stratified(0.3, 5).split(items(30, 2)))
        .keySet()
        .forEach(key -> before.put(key, "valid"));

    Map<String, String> after =
        sides(Splitter.stratified(0.3, 5).keeping(remembering(items(33, 2), before)));

    assertThat(after).containsAllEntriesOf(before);
    assertThat(after.values()).filteredOn("train"::equals).hasSize(3);
  }

  @Test
  void takesItemsWithoutALabelForOneMore() {
    Dataset<Row> unlabelled =
        items(40, 2).withColumn("label", org.apache.spark.sql.functions.lit(null).cast("string"));

    assertThat(sides(Splitter.stratified(0.25, 1).split(unlabelled)).values())
        .filteredOn("valid"::equals)
        .hasSize(10);
  }

  @Test
  void refusesAShareOutsideOfTheUnitInterval() {
    assertThatThrownBy(() -> Splitter.stratified(1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.0");
  }

  private static Map<String, Long> quotas(Map<String, Long> sizes, double fraction) {
    return Stratified.quotas(new TreeMap<>(sizes), fraction);
  }

  /** Half of label a, a third of b, a sixth of c. */
  private static Dataset<Row> items(int count, int partitions) {
    List<Row> rows = new ArrayList<>();
    int[] of = {count / 2, count / 3, count - count / 2 - count / 3};
    for (int label = 0; label < of.length; label++) {
      for (int i = 0; i < of[label]; i++) {
        String name = String.valueOf((char) ('a' + label));
        rows.add(RowFactory.create(name + "/" + i, name));
      }
    }
    return SPARK.createDataFrame(rows, ITEMS).repartition(partitions);
  }

  private static Dataset<Row> remembering(Dataset<Row> items, Map<String, String> before) {
    List<Row> rows = new ArrayList<>();
    for (Row row : items.collectAsList()) {
      rows.add(RowFactory.create(row.get(0), row.get(1), before.get(row.getString(0))));
    }
    int partitions = items.rdd().getNumPartitions();
    return SPARK
        .createDataFrame(rows, BEFORE)
        .repartition(partitions)
        .withColumn("split", org.apache.spark.sql.functions.lit("train"));
  }

  private static Map<String, String> sides(Dataset<Row> rows) {
    Map<String, String> sides = new TreeMap<>();
    rows.select("key", "split")
        .collectAsList()
        .forEach(row -> sides.put(row.getString(0), row.getString(1)));
    return sides;
  }

  private static Map<String, Long> valid(Map<String, String> sides) {
    Map<String, Long> valid = new TreeMap<>();
    sides.forEach(
        (key, side) -> valid.merge(key.substring(0, 1), side.equals("valid") ? 1L : 0L, Long::sum));
    return valid;
  }
}
