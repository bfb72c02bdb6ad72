package dev.kindling.datablock.table;

import dev.kindling.datablock.DataContractException;
import java.io.FileNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaHistoryManager;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.CommitInfo;
import org.apache.spark.sql.delta.util.FileNames;
import scala.Option;
import scala.jdk.javaapi.OptionConverters;

/**
 * The versions of a Delta table that are prepared datasets, that is, whose commits carry a
 * manifest. Commits of other programs, such as OPTIMIZE, are passed over. A commit's metadata is
 * read from its file, newest first, so no Spark job runs, and a long history costs nothing.
 *
 * @param path of the table
 * @param log of its commits
 * @param newest version when this was made
 */
record Versions(String path, DeltaLog log, long newest) {
  /** The newest version where there is no table. */
  static final long NONE = -1;

  /**
   * The versions that there are now.
   *
   * @throws DataContractException if there is no table
   */
  static Versions of(SparkSession spark, String path) {
    Versions versions = new Versions(path, DeltaLog.forTable(spark, path), newest(spark, path));
    if (versions.newest == NONE) {
      throw new DataContractException(
          "No prepared dataset at %s: prepare it first, or correct the path".formatted(path));
    }
    return versions;
  }

  /** The newest version of the Delta table, whoever committed it; {@link #NONE} without a table. */
  static long newest(SparkSession spark, String path) {
    return snapshot(spark, path).version();
  }

  /** What is at the path now. */
  static Snapshot snapshot(SparkSession spark, String path) {
    return DeltaLog.forTable(spark, path).update(false, Option.empty(), Option.empty());
  }

  /**
   * The newest version with a manifest.
   *
   * @throws DataContractException if there is none
   */
  long latest() {
    return last(version -> metadata(version).isPresent())
        .orElseThrow(
            () ->
                new DataContractException(
                    "The Delta table at %s is not a prepared dataset: no commit carries a manifest"
                        .formatted(path)));
  }

  Manifest manifest(long version) {
    return metadata(version)
        .map(Manifest::fromJson)
        .orElseThrow(
            () ->
                new DataContractException(
                    "No prepared dataset of version %d at %s, there are %s"
                        .formatted(version, path, prepared())));
  }

  /** The newest version that was committed with exactly this user metadata. */
  long versionOf(String metadata) {
    return last(version -> metadata(version).equals(Optional.of(metadata)))
        .orElseThrow(
            () -> new IllegalStateException("The commit that was just made is not at " + path));
  }

  private Optional<Long> last(LongPredicate which) {
    return LongStream.iterate(newest, version -> version >= 0, version -> version - 1)
        .filter(which)
        .boxed()
        .findFirst();
  }

  private List<Long> prepared() {
    return LongStream.rangeClosed(0, newest)
        .filter(version -> metadata(version).isPresent())
        .boxed()
        .toList();
  }

  /** What the commit says for its user; empty if it says nothing, or is not there (any more). */
  private Optional<String> metadata(long version) {
    if (version < 0 || version > newest) {
      return Optional.empty();
    }
    Path file = FileNames.unsafeDeltaFile(log.logPath(), version);
    try {
      return OptionConverters.toJava(
              DeltaHistoryManager.getCommitInfoOpt(log.store(), file, log.newDeltaHadoopConf()))
          .flatMap(Versions::metadata);
    } catch (Exception e) {
      if (e instanceof FileNotFoundException) { // checked in Scala, so not known to the compiler
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Optional<String> metadata(CommitInfo commit) {
    return OptionConverters.toJava(commit.userMetadata());
  }
}
