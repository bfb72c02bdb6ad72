package dev.kindling.datablock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ComponentsTest {
  private static final SparkSession SPARK = SparkFixture.session();

  @Test
  void namesAPathAndACircleAfterTheirSmallestNodes() {
    assertThat(components(9, 7, 7, 5, 5, 6, 6, -1, 20, 21, 21, 22, 22, 20))
        .isEqualTo(
            Map.of(-1L, -1L, 5L, -1L, 6L, -1L, 7L, -1L, 9L, -1L, 20L, 20L, 21L, 20L, 22L, 20L));
  }

  @Test
  void hasNoneWithoutEdges() {
    assertThat(components()).isEmpty();
  }

  @Test
  void areTheSameOnTheDriverAndOnTheExecutors() {
    long[] ends = new Seed(5).random("edges", 0).longs(120, -70, 70).toArray();

    assertThat(named(Components.inRounds(edges(ends)))).isEqualTo(components(ends));
  }

  private static Map<Long, Long> components(long... ends) {
    return named(Components.of(edges(ends)));
  }

  private static Dataset<Row> edges(long... ends) {
    List<Row> edges = new ArrayList<>();
    for (int i = 0; i < ends.length; i += 2) {
      edges.add(RowFactory.create(ends[i], ends[i + 1]));
    }
    StructType schema =
        new StructType().add("first", DataTypes.LongType).add("second", DataTypes.LongType);
    return SPARK.createDataFrame(edges, schema);
  }

  private static Map<Long, Long> named(Dataset<Row> rows) {
    Map<Long, Long> components = new TreeMap<>();
    for (Row row : rows.collectAsList()) {
      components.put(row.getLong(0), row.getLong(1));
    }
    return components;
  }
}
