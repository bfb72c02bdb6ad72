package dev.kindling.datablock.table;

import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.DataContractException;
import io.delta.tables.DeltaTable;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import scala.Option;

/**
 * The versions of a Delta table that are prepared datasets, that is, whose commits carry a
 * manifest. Commits of other programs, such as OPTIMIZE, are passed over.
 *
 * @param path of the table
 * @param metadata the commits' user metadata by version
 */
record Versions(String path, SortedMap<Long, String> metadata) {
  /** The newest version where there is no table. */
  static final long NONE = -1;

  static Versions of(SparkSession spark, String path) {
    if (!DeltaTable.isDeltaTable(spark, path)) {
      throw new DataContractException(
          "No prepared dataset at %s: prepare it first, or correct the path".formatted(path));
    }
    SortedMap<Long, String> found = new TreeMap<>();
    for (Row row :
        DeltaTable.forPath(spark, path)
            .history()
            .where(col("userMetadata").isNotNull())
            .select("version", "userMetadata")
            .collectAsList()) {
      found.put(row.getLong(0), row.getString(1));
    }
    if (found.isEmpty()) {
      throw new DataContractException(
          "The Delta table at %s is not a prepared dataset: no commit carries a manifest"
              .formatted(path));
    }
    return new Versions(path, Collections.unmodifiableSortedMap(found));
  }

  /** The newest version of the Delta table, whoever committed it; {@link #NONE} without a table. */
  static long newest(SparkSession spark, String path) {
    return snapshot(spark, path).version();
  }

  /** What is at the path now. */
  static Snapshot snapshot(SparkSession spark, String path) {
    return DeltaLog.forTable(spark, path).update(false, Option.empty(), Option.empty());
  }

  long latest() {
    return metadata.lastKey();
  }

  Manifest manifest(long version) {
    String json = metadata.get(version);
    if (json == null) {
      throw new DataContractException(
          "No prepared dataset of version %d at %s, there are %s"
              .formatted(version, path, metadata.keySet()));
    }
    return Manifest.fromJson(json);
  }

  /** The version that was committed with exactly this manifest. */
  long versionOf(Manifest manifest) {
    String json = manifest.toJson();
    return metadata.entrySet().stream()
        .filter(entry -> entry.getValue().equals(json))
        .mapToLong(entry -> entry.getKey())
        .max()
        .orElseThrow(
            () -> new IllegalStateException("The commit of this manifest is not at " + path));
  }
}
