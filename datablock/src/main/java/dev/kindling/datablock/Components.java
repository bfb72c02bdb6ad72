package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.min;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The connected components of a graph that is no path. */
final class Components {
  /** Edges that a driver holds without ado. */
  private static final long ON_DRIVER = 100_000;

  private static final StructType NAMED =
      new StructType().add("node", DataTypes.LongType).add("component", DataTypes.LongType);

  private Components() {}

  /**
   * Names every node after the smallest node that it is connected with: on the driver where the
   * edges are few, or else on the executors.
   *
   * @param edges columns {@code first} and {@code second}, longs
   * @return columns {@code node} and {@code component}, for every node that has an edge
   */
  static Dataset<Row> of(Dataset<Row> edges) {
    Dataset<Row> kept = Persisted.of(edges.select("first", "second"));
    return kept.toJavaRDD().count() > ON_DRIVER
        ? inRounds(kept)
        : edges.sparkSession().createDataFrame(joined(kept.toJavaRDD().collect()), NAMED);
  }

  /** Union by the smaller root. */
  private static List<Row> joined(List<Row> edges) {
    Map<Long, Long> parents = new TreeMap<>(); // in ascending order a parent comes before its child
    for (Row edge : edges) {
      long one = root(parents, edge.getLong(0));
      long other = root(parents, edge.getLong(1));
      parents.put(Math.max(one, other), Math.min(one, other));
    }
    List<Row> named = new ArrayList<>(parents.size());
    for (Map.Entry<Long, Long> node : parents.entrySet()) {
      node.setValue(parents.getOrDefault(node.getValue(), node.getKey()));
      named.add(RowFactory.create(node.getKey(), node.getValue()));
    }
    return named;
  }

  private static long root(Map<Long, Long> parents, long node) {
    long at = node;
    long parent = parents.computeIfAbsent(at, itself -> itself);
    while (parent != at) {
      long next = parents.getOrDefault(parent, parent);
      parents.put(at, next); // halves the way for the next one
      at = parent;
      parent = next;
    }
    return at;
  }

  /** Each round carries names one step on. */
  static Dataset<Row> inRounds(Dataset<Row> edges) {
    Dataset<Row> both =
        Persisted.of(edges.union(edges.select("second", "first")).toDF("node", "neighbour"));
    Dataset<Row> named =
        Persisted.of(both.select("node").distinct().withColumn("component", col("node")));
    boolean changed = true;
    while (changed) {
      Dataset<Row> heard =
          both.join(named.toDF("neighbour", "said"), "neighbour")
              .groupBy("node")
              .agg(min("said").as("said"));
      Dataset<Row> next =
          Persisted.of(
              named
                  .join(heard, "node")
                  .select(
                      col("node"),
                      least(col("component"), col("said")).as("component"),
                      col("said").lt(col("component")).as("changed")));
      changed = !next.where(col("changed")).isEmpty();
      named = next.drop("changed");
    }
    return named;
  }
}
