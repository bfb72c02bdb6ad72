package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.lease.Holder;
import dev.kindling.datablock.lease.InUseException;
import dev.kindling.datablock.lease.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * The right to write a prepared dataset: a {@link Lease} beside the table. What holds in any case,
 * also where two processes got one at once, is the check at the commit: the table must be of the
 * version that it was of when the claim was made.
 *
 * <p>Safe for use by many threads.
 */
public final class Claim implements AutoCloseable {
  private final SparkSession spark;
  private final String path;
  private final Lease lease;
  private final long version;

  private Claim(SparkSession spark, String path, Lease lease) {
    this.spark = spark;
    this.path = path;
    this.lease = lease;
    this.version = Versions.newest(spark, path);
  }

  /**
   * Claims the dataset at the path.
   *
   * @throws InUseException if a living process has it
   */
  public static Claim on(SparkSession spark, String path) {
    Path file = new Path(filePath(requireNonNull(path, "path")));
    return new Claim(spark, path, Lease.take(storage(spark, file), file, use(path)));
  }

  /**
   * Does nothing if the dataset at the path is free.
   *
   * @throws InUseException if a living process has it
   */
  public static void requireFree(SparkSession spark, String path) {
    Path file = new Path(filePath(requireNonNull(path, "path")));
    Lease.requireFree(storage(spark, file), file, use(path));
  }

  private static String use(String path) {
    return path + " is being prepared";
  }

  /** Where the claim on the table at the path lies. */
  public static String filePath(String path) {
    return path.replaceAll("/+$", "") + "_claim.json";
  }

  /** The table's newest version when the claim was made; -1 without a table. */
  public long version() {
    return version;
  }

  /**
   * Does nothing if the claim still stands and nobody committed to the table since it was made.
   *
   * @throws InUseException if not
   */
  public void requireUntouched() {
    if (!lease.stands()) {
      Optional<Holder> holder = lease.holder();
      throw new InUseException(
          "The claim on %s was taken over, by %s: nothing was committed; prepare again"
              .formatted(path, holder.map(Holder::toString).orElse("somebody who is done")));
    }
    long newest = Versions.newest(spark, path);
    if (newest != version) {
      throw touched(newest);
    }
  }

  InUseException touched(long newest) {
    return new InUseException(
        "%s was of version %d when this began and is of version %d now, committed by somebody else: nothing was lost; prepare again"
            .formatted(path, version, newest));
  }

  /** Gives the claim back. */
  @Override
  public void close() {
    lease.close();
  }

  private static FileSystem storage(SparkSession spark, Path file) {
    try {
      return file.getFileSystem(spark.sessionState().newHadoopConf());
    } catch (IOException e) {
      throw new UncheckedIOException("Storage of %s cannot be reached".formatted(file), e);
    }
  }
}
