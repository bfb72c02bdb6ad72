package dev.kindling.datablock;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.table.TableWriter;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What makes another version's rows of an earlier version's.
 *
 * @param written whole rows, new ones or in place of those of the same keys
 * @param replaced the keys of those
 * @param placed columns {@code key, label, split, group} of rows that stay with others of those
 * @param dropped the keys of rows that go
 */
record Patch(
    Dataset<Row> written, Dataset<Row> replaced, Dataset<Row> placed, Dataset<Row> dropped) {

  /**
   * Compares what was and what is to be.
   *
   * @param ledger of the earlier version
   * @param items that the table is to have, with {@link Marks} and as they are to be there
   * @param rows whole, of those items that do not {@link Marks#stays}, with their copies
   * @param copies of each item of train beside it
   */
  static Patch of(Dataset<Row> ledger, Dataset<Row> items, Dataset<Row> rows, int copies) {
    Dataset<Row> staying = items.where(Marks.stays());
    Column asItWas =
        col("label")
            .eqNullSafe(col("was_label"))
            .and(col("split").eqNullSafe(col("was_split")))
            .and(col("group").eqNullSafe(col("was_group")));
    Dataset<Row> gone =
        ledger.where(col("kept")).join(items.select("key"), new String[] {"key"}, "left_anti");
    return new Patch(
        rows,
        keys(items.where(not(Marks.stays())), copies),
        withCopies(staying.where(not(asItWas)).select("key", "label", "split", "group"), copies),
        keys(gone, copies));
  }

  /** The earlier version's rows, patched. */
  Dataset<Row> applied(Dataset<Row> rows) {
    Dataset<Row> places =
        placed.select(
            col("key"),
            col("label").as("to_label"),
            col("split").as("to_split"),
            col("group").as("to_group"),
            lit(true).as("moves"));
    Column[] columns =
        Stream.of(written.columns())
            .map(
                name ->
                    switch (name) {
                      case "label", "split", "group" ->
                          when(col("moves"), col("to_" + name)).otherwise(col(name)).as(name);
                      default -> col(name);
                    })
            .toArray(Column[]::new);
    return rows.join(few(dropped.union(replaced)), new String[] {"key"}, "left_anti")
        .join(few(places), new String[] {"key"}, "left_outer")
        .select(columns)
        .union(written);
  }

  private static Dataset<Row> few(Dataset<Row> rows) {
    Dataset<Row> kept = Persisted.of(rows);
    return Few.of(kept, kept.toJavaRDD().count());
  }

  /** The rows of a merge: those of the table with one of {@link TableWriter}'s deeds each. */
  Dataset<Row> deeds() {
    return written
        .withColumn(TableWriter.DEED, lit(TableWriter.WRITE))
        .unionByName(placed.withColumn(TableWriter.DEED, lit(TableWriter.PLACE)), true)
        .unionByName(dropped.withColumn(TableWriter.DEED, lit(TableWriter.DROP)), true);
  }

  private static Dataset<Row> keys(Dataset<Row> items, int copies) {
    return withCopies(items.select("key", "split"), copies).select("key");
  }

  /** The same with rows for the copies of items of train, named as they are. */
  private static Dataset<Row> withCopies(Dataset<Row> items, int copies) {
    if (copies == 0) {
      return items;
    }
    Column suffixes =
        array(
            IntStream.rangeClosed(1, copies)
                .mapToObj(number -> lit(Copies.SUFFIX + number))
                .toArray(Column[]::new));
    Column[] columns =
        Arrays.stream(items.columns())
            .map(
                name ->
                    switch (name) {
                      case "key" -> concat(col("key"), col("suffix")).as("key");
                      case "group" -> coalesce(col("group"), col("key")).as("group");
                      default -> col(name);
                    })
            .toArray(Column[]::new);
    return items.union(
        items
            .where(col("split").equalTo(Split.TRAIN.text()))
            .withColumn("suffix", explode(suffixes))
            .select(columns));
  }
}
