package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.table.Changes;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Processed items counted in one pass.
 *
 * @param groups by reason, split and label: so many items, and of these so many of each change
 */
record Tally(List<Row> groups) {
  /**
   * Counts now.
   *
   * @param facts of items, with their {@link Marks}
   */
  static Tally of(Dataset<Row> facts) {
    Column same = Marks.unchanged();
    return new Tally(
        facts
            .groupBy("reason", "split", "label")
            .agg(
                count(lit(1)).as("items"),
                sum("size").as("bytes"),
                number(not(col("seen"))).as("added"),
                number(col("seen").and(not(same))).as("changed"),
                number(same).as("reused"),
                number(same.and(not(col("given").eqNullSafe(col("was_given"))))).as("relabelled"),
                number(same.and(col("reason").isNotNull())).as("still_bad"),
                number(col("seen").and(col("drawn").notEqual(col("was_drawn")))).as("held"),
                number(col("known").and(not(col("old"))).and(col("reason").isNull())).as("waiting"))
            .collectAsList());
  }

  private static Column number(Column which) {
    return coalesce(sum(when(which, 1L).otherwise(0L)), lit(0L));
  }

  /** Items, good and bad. */
  long items() {
    return total("items");
  }

  /** Bytes of their files; empty where they are none. */
  OptionalLong bytes() {
    return groups.stream()
        .map(group -> group.<Long>getAs("bytes"))
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .reduce(Long::sum);
  }

  /** Items by the reason they are quarantined for; good ones under "". */
  Map<String, Long> byReason() {
    Map<String, Long> byReason = new TreeMap<>();
    for (Row group : groups) {
      byReason.merge(reason(group), group.<Long>getAs("items"), Long::sum);
    }
    return byReason;
  }

  /**
   * What became of the items since an earlier version.
   *
   * @param full why everything is read, if it is
   */
  Changes changes(Optional<Earlier> earlier, String full) {
    long added = total("added");
    if (earlier.isEmpty()) {
      return new Changes(Changes.NOTHING, full, added, 0, 0, 0, 0, 0, 0);
    }
    long changed = total("changed");
    long reused = total("reused");
    return new Changes(
        earlier.get().dataset().version(),
        "",
        added,
        changed,
        reused,
        total("relabelled"),
        earlier.get().noted() - changed - reused,
        total("still_bad"),
        total("held"));
  }

  /** Good items that are not read and that the earlier version's table does not have. */
  long waiting() {
    return total("waiting");
  }

  private long total(String column) {
    return groups.stream().mapToLong(group -> group.<Long>getAs(column)).sum();
  }

  private static String reason(Row group) {
    return Optional.<String>ofNullable(group.getAs("reason")).orElse("");
  }
}
