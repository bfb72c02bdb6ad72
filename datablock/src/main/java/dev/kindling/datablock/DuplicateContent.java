package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import dev.kindling.datablock.process.Duplicates;
import java.io.Serializable;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Items of exactly the same bytes. The first of them is what the earlier version's table has, then
 * of train before valid before test, then in the order of keys.
 *
 * @param good all good items
 * @param shared columns {@code sha256}, of contents that several items have, {@code sharing}, how
 *     many, {@code first}, the order of the first of them, and {@code conflicting}, whether their
 *     labels differ
 * @param repeats items that are not the first of their content
 * @param conflicting contents whose items have different labels
 */
record DuplicateContent(Dataset<Row> good, Dataset<Row> shared, long repeats, long conflicting) {
  /** Finds them now. */
  static DuplicateContent of(Dataset<Row> facts) {
    Dataset<Row> good = facts.where(col("reason").isNull());
    Dataset<Row> shared =
        Persisted.of(
            good.groupBy("sha256")
                .agg(
                    count(lit(1)).as("sharing"),
                    min(SplitOrder.of(col("old"), col("split"), col("key"))).as("first"),
                    coalesce(min("label").notEqual(max("label")), lit(false)).as("conflicting"))
                .where(col("sharing").gt(1)));
    Sums sums =
        shared.toJavaRDD().aggregate(new Sums(0, 0), (sum, row) -> sum.plus(of(row)), Sums::plus);
    return new DuplicateContent(good, shared, sums.repeats(), sums.conflicting());
  }

  private static Sums of(Row content) {
    return new Sums(content.getLong(1) - 1, content.getBoolean(3) ? 1 : 0);
  }

  private record Sums(long repeats, long conflicting) implements Serializable {
    Sums plus(Sums more) {
      return new Sums(repeats + more.repeats, conflicting + more.conflicting);
    }
  }

  /** Whether an item goes or changes its side by the policy. */
  boolean moves(Duplicates policy) {
    return repeats > 0 && policy != Duplicates.IGNORE;
  }

  /** How many items go by the policy. */
  long drops(Duplicates policy) {
    return policy == Duplicates.DROP ? repeats : 0;
  }

  /** What the policy makes of rows of items. */
  UnaryOperator<Dataset<Row>> by(Duplicates policy) {
    if (!moves(policy)) {
      return UnaryOperator.identity();
    }
    if (policy == Duplicates.DROP) {
      Dataset<Row> keys = Few.of(repeated(), repeats);
      return rows -> rows.join(keys, new String[] {"key"}, "left_anti");
    }
    Dataset<Row> strays = Few.of(strays(), repeats);
    return rows -> together(rows, strays);
  }

  /** The keys of all items that are not the first of their content. */
  private Dataset<Row> repeated() {
    return sharing().where(col("key").notEqual(col("first.key"))).select("key");
  }

  /**
   * The items that are on another side than the first of their content, but those that an earlier
   * version's table has: columns {@code key} and {@code to_split}, the side of the first.
   */
  private Dataset<Row> strays() {
    return sharing()
        .where(not(col("old")).and(col("split").notEqual(col("first.split"))))
        .select(col("key"), col("first.split").as("to_split"));
  }

  private Dataset<Row> sharing() {
    return good.join(Few.of(shared.select("sha256", "first"), repeats), "sha256");
  }

  private static Dataset<Row> together(Dataset<Row> rows, Dataset<Row> strays) {
    Column[] columns =
        Arrays.stream(rows.columns())
            .map(
                name ->
                    name.equals("split")
                        ? coalesce(col("to_split"), col("split")).as("split")
                        : col(name))
            .toArray(Column[]::new);
    return rows.join(strays, new String[] {"key"}, "left_outer").select(columns);
  }
}
