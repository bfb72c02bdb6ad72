package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.scan.FileTree;
import dev.kindling.datablock.scan.SkipReason;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a chain has seen and been told so far, for the accounting and the manifest.
 *
 * @param spark the session it runs in
 * @param tree the storage
 * @param source the URI as it was given, without secrets
 * @param scanned entries met
 * @param skipped entries that are no items, by reason
 * @param unmatched rows of a label file without an item, by reason
 * @param settings by name
 * @param seed of the splitter; 0 if it has none
 * @param partitions tasks that items are dealt to, by their keys, when they are read; empty to
 *     leave them as they are found
 */
record Origin(
    SparkSession spark,
    FileTree tree,
    String source,
    long scanned,
    Map<String, Long> skipped,
    Map<String, Long> unmatched,
    Map<String, String> settings,
    long seed,
    OptionalInt partitions) {
  Origin {
    source = Secrets.hide(source);
    skipped = Map.copyOf(skipped);
    unmatched = Map.copyOf(unmatched);
    settings = Map.copyOf(settings);
  }

  Origin set(String name, Object value) {
    Map<String, String> more = new TreeMap<>(settings);
    more.put(name, String.valueOf(value));
    return new Origin(spark, tree, source, scanned, skipped, unmatched, more, seed, partitions);
  }

  Origin skipping(SkipReason reason, long count) {
    if (count == 0) {
      return this;
    }
    Map<String, Long> more = new TreeMap<>(skipped);
    more.merge(reason.code(), count, Long::sum);
    return new Origin(spark, tree, source, scanned, more, unmatched, settings, seed, partitions);
  }

  Origin withUnmatched(Map<String, Long> rows) {
    return new Origin(spark, tree, source, scanned, skipped, rows, settings, seed, partitions);
  }

  Origin withSeed(long value) {
    return new Origin(
        spark, tree, source, scanned, skipped, unmatched, settings, value, partitions);
  }

  Origin inPartitions(int count) {
    return new Origin(
        spark, tree, source, scanned, skipped, unmatched, settings, seed, OptionalInt.of(count));
  }

  /** The items as they are to be read. */
  Dataset<Row> dealt(Dataset<Row> items) {
    return partitions.isEmpty() ? items : items.repartition(partitions.getAsInt(), col("key"));
  }
}
