package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.table.Changes;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts what became of the items since an earlier version. */
final class ChangeCounts {
  private ChangeCounts() {}

  /**
   * In one pass.
   *
   * @param facts of all items, with their {@link Marks}
   * @param full why everything is read, if it is
   */
  static Changes of(Dataset<Row> facts, Optional<Earlier> earlier, String full) {
    Column same = Marks.unchanged();
    Row counts =
        facts
            .agg(
                number(not(col("seen"))),
                number(col("seen").and(not(same))),
                number(same),
                number(same.and(not(col("given").eqNullSafe(col("was_given"))))),
                number(col("seen")),
                number(same.and(col("reason").isNotNull())),
                number(col("seen").and(col("drawn").notEqual(col("was_drawn")))))
            .head();
    long added = counts.getLong(0);
    if (earlier.isEmpty()) {
      return new Changes(Changes.NOTHING, full, added, 0, 0, 0, 0, 0, 0);
    }
    return new Changes(
        earlier.get().dataset().version(),
        "",
        added,
        counts.getLong(1),
        counts.getLong(2),
        counts.getLong(3),
        earlier.get().ledger().count() - counts.getLong(4),
        counts.getLong(5),
        counts.getLong(6));
  }

  private static Column number(Column which) {
    return coalesce(sum(when(which, 1L).otherwise(0L)), lit(0L));
  }
}
