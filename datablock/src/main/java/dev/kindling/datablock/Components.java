package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.min;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The connected components of a graph that is no path: each round carries names one step on. */
final class Components {
  private Components() {}

  /**
   * Names every node after the smallest node that it is connected with.
   *
   * @param edges columns {@code first} and {@code second}, longs
   * @return columns {@code node} and {@code component}, for every node that has an edge
   */
  static Dataset<Row> of(Dataset<Row> edges) {
    Dataset<Row> both =
        Persisted.of(
            edges
                .select("first", "second")
                .union(edges.select("second", "first"))
                .toDF("node", "neighbour"));
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
