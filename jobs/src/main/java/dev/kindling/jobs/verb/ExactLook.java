package dev.kindling.jobs.verb;

import static org.apache.spark.sql.functions.array_join;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.table.Manifest;
import dev.kindling.datablock.table.PreparedDataset;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Items of exactly the same content. */
final class ExactLook {
  private static final int CONTENTS = 12;
  private static final int KEYS = 6;
  private static final int CHARACTERS = 200;

  private ExactLook() {}

  /** For the last line of {@code prepare}. */
  static String line(Manifest manifest) {
    String found = "%d exact duplicates".formatted(manifest.duplicates());
    return manifest.conflicting() == 0
        ? found
        : found + " (%d contents with different labels)".formatted(manifest.conflicting());
  }

  /** For the head of {@code inspect}'s page. */
  static String fact(Manifest manifest) {
    return manifest.conflicting() == 0
        ? Long.toString(manifest.duplicates())
        : "%d, %d contents with different labels"
            .formatted(manifest.duplicates(), manifest.conflicting());
  }

  /**
   * A few texts that were found several times with different labels, whether all of them are in the
   * table or one: the beginning of each, its labels, and its first keys.
   */
  static List<List<String>> conflicts(PreparedDataset dataset) {
    if (dataset.manifest().conflicting() == 0 || dataset.ledger().isEmpty()) {
      return List.of();
    }
    Dataset<Row> contents =
        dataset
            .ledger()
            .get()
            .where(col("reason").isNull())
            .groupBy("sha256")
            .agg(
                array_join(array_sort(collect_set("label")), ", ").as("labels"),
                array_sort(collect_list("key")).as("keys"),
                min("label").notEqual(max("label")).as("conflicting"))
            .where(col("conflicting"))
            .orderBy("keys")
            .limit(CONTENTS);
    return dataset
        .rows()
        .select("sha256", "content")
        .join(contents, "sha256")
        .groupBy("keys", "labels")
        .agg(first("content").as("content"))
        .orderBy("keys")
        .select(beginning(col("content")), col("labels"), firstOf(col("keys")))
        .collectAsList()
        .stream()
        .map(row -> List.of(row.getString(0), row.getString(1), row.getString(2)))
        .toList();
  }

  private static Column beginning(Column content) {
    Column start = substring(content, 1, CHARACTERS);
    return when(length(content).gt(CHARACTERS), concat(start, lit(" …"))).otherwise(start);
  }

  private static Column firstOf(Column keys) {
    Column some = array_join(slice(keys, 1, KEYS), ", ");
    return when(size(keys).gt(KEYS), concat(some, lit(", …"))).otherwise(some);
  }
}
