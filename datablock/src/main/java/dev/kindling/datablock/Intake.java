package dev.kindling.datablock;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.ContentHash;
import dev.kindling.datablock.scan.FileTree;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;

/**
 * The items of a source, parted into those to read and those that an earlier version tells of.
 *
 * @param items all, with their {@link Marks}
 * @param reading those to process, columns {@link ItemColumns} and {@link Marks}
 * @param known the others, columns {@link Stage#facts} and {@link Marks}; empty without an earlier
 *     version
 */
record Intake(Dataset<Row> items, Dataset<Row> reading, Optional<Dataset<Row>> known) {
  /** Everything is read. */
  static Intake everything(Dataset<Row> items) {
    Dataset<Row> marked = Marks.unseen(items);
    return new Intake(marked, inputs(marked), Optional.empty());
  }

  /** What is not as it was is read. */
  static Intake since(
      Earlier earlier, Dataset<Row> items, Stage stage, Splitter splitter, FileTree tree) {
    Dataset<Row> remembered = remembered(earlier, Marks.standing(items));
    Dataset<Row> sided =
        splitter
            .keeping(remembered.withColumn("before", col("was_split")))
            .withColumn("seen", coalesce(col("seen"), lit(false)))
            .withColumn("old", coalesce(col("was_kept"), lit(false)));
    Dataset<Row> all = Persisted.of(sided.withColumn("known", known(sided, stage, tree)));
    Dataset<Row> reading = all.where(col("known").equalTo(false));
    Row sums = reading.agg(count(lit(1)), coalesce(sum("size"), lit(0L))).head();
    int parallelism = all.sparkSession().sparkContext().defaultParallelism();
    int partitions = Scan.partitions(sums.getLong(0), sums.getLong(1), parallelism);
    Dataset<Row> dealt = inputs(reading.repartition(partitions, col("key")));
    return new Intake(
        all,
        stage.fitsOnContents() ? dealt.union(again(earlier, all)) : dealt,
        Optional.of(facts(all, stage)));
  }

  /** The items of these keys, to be read after all. */
  Dataset<Row> reading(Dataset<Row> keys) {
    return inputs(items.join(keys, new String[] {"key"}, "left_semi"));
  }

  private static Dataset<Row> inputs(Dataset<Row> items) {
    return Marks.with(items, ItemColumns.SCHEMA.fields())
        .select(Marks.columns(ItemColumns.SCHEMA, Marks.SCHEMA));
  }

  private static Dataset<Row> remembered(Earlier earlier, Dataset<Row> items) {
    Dataset<Row> ledger = earlier.ledger();
    Column[] columns =
        Stream.of(ledger.columns())
            .map(name -> name.equals("key") ? col(name) : col(name).as("was_" + name))
            .toArray(Column[]::new);
    return items.join(
        ledger.select(columns).withColumn("seen", lit(true)), new String[] {"key"}, "left_outer");
  }

  /**
   * A label or the same want of one, same size and time or else the same bytes, and no passing
   * trouble.
   */
  private static Column known(Dataset<Row> items, Stage stage, FileTree tree) {
    Column unlabelled = when(lit(stage.needsLabels()), LabelFaults.settledCode(items));
    Column wasUnlabelled = when(col("was_reason").isin(LabelFaults.CODES), col("was_reason"));
    Column passing =
        coalesce(
            col("was_reason")
                .isin(QuarantineReason.UNREADABLE.code(), QuarantineReason.TIMEOUT.code()),
            lit(false));
    Column candidate =
        col("seen")
            .and(passing.equalTo(false))
            .and(unlabelled.eqNullSafe(wasUnlabelled))
            .and(coalesce(col("size").equalTo(col("was_size")), lit(false)));
    if (stage.fitsOnContents()) {
      candidate = candidate.and(col("old").or(col("was_reason").isNotNull()));
    }
    Column untouched = coalesce(col("modified").equalTo(col("was_modified")), lit(false));
    return when(candidate.equalTo(false), false)
        .when(untouched.or(wasUnlabelled.isNotNull()), true)
        .when(col("was_sha256").isNull(), false)
        .otherwise(sameBytes(tree, stage.maxBytes()));
  }

  private static Column sameBytes(FileTree tree, long maxBytes) {
    UDF2<String, String, Boolean> same =
        (location, sha256) -> ContentHash.of(tree, location, maxBytes).equals(Optional.of(sha256));
    return udf(same, DataTypes.BooleanType).apply(col("location"), col("was_sha256"));
  }

  /** Known items as the earlier version's table holds them, to be processed once more. */
  private static Dataset<Row> again(Earlier earlier, Dataset<Row> all) {
    Dataset<Row> contents =
        earlier.dataset().rows().select(col("key"), col("content").cast("binary").as("content"));
    Dataset<Row> good = all.where(col("known").and(col("was_reason").isNull())).drop("content");
    return inputs(good.join(contents, "key"));
  }

  private static Dataset<Row> facts(Dataset<Row> all, Stage stage) {
    Dataset<Row> known =
        all.where(
            stage.fitsOnContents()
                ? col("known").and(col("was_reason").isNotNull())
                : col("known"));
    Column[] facts =
        Stream.of(stage.facts().fieldNames())
            .map(
                name ->
                    switch (name) {
                      case "key", "label", "split" -> col(name);
                      default -> col("was_" + name).as(name);
                    })
            .toArray(Column[]::new);
    return known.select(
        Stream.of(facts, Marks.columns(Marks.SCHEMA)).flatMap(Stream::of).toArray(Column[]::new));
  }
}
