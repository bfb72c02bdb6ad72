package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * All items of a group on one side: see {@link Splitter#byGroup}.
 *
 * @param group what of a key names its group
 * @param hash draws the side, by the group's name
 */
public record ByGroup(KeyPattern group, ByHash hash) implements Splitter {
  public ByGroup {
    requireNonNull(group, "group");
    requireNonNull(hash, "hash");
  }

  @Override
  public Dataset<Row> split(Dataset<Row> rows) {
    Column name = group.in(col("key"));
    return rows.withColumn("split", when(name.isNotNull(), hash.of(name)));
  }

  @Override
  public Optional<Long> drawnBy() {
    return hash.drawnBy();
  }
}
