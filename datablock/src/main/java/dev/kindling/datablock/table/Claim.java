package dev.kindling.datablock.table;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write a prepared dataset, which one process has at a time: a file beside the table
 * that says who it is, renewed while it lives. A claim is void when its process is gone or gave no
 * sign of life for two minutes. Where storage lets two processes create the file at once, one of
 * them finds out at its next beat or commit. What holds in any case is the check at the commit: the
 * table must be of the version that it was of when the claim was made.
 *
 * <p>Safe for use by many threads.
 */
public final class Claim implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
  private static final Duration BEAT = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final SparkSession spark;
  private final String path;
  private final FileSystem storage;
  private final Path file;
  private final Holder me = Holder.me();
  private final Thread heart;
  private final long version;

  private Claim(SparkSession spark, String path, FileSystem storage, Path file) {
    this.spark = spark;
    this.path = path;
    this.storage = storage;
    this.file = file;
    take();
    this.heart = new Thread(this::live, "kindling-claim");
    heart.setDaemon(true);
    heart.start();
    this.version = Versions.newest(spark, path);
  }

  /**
   * Claims the dataset at the path.
   *
   * @throws DatasetInUseException if a living process has it
   */
  public static Claim on(SparkSession spark, String path) {
    Path file = new Path(filePath(requireNonNull(path, "path")));
    return new Claim(spark, path, storage(spark, file), file);
  }

  /**
   * Does nothing if the dataset at the path is free.
   *
   * @throws DatasetInUseException if a living process has it
   */
  public static void requireFree(SparkSession spark, String path) {
    Path file = new Path(filePath(requireNonNull(path, "path")));
    holder(storage(spark, file), file)
        .filter(holder -> !holder.dead(SILENCE))
        .ifPresent(
            holder -> {
              throw inUse(path, holder, file);
            });
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
   * @throws DatasetInUseException if not
   */
  public void requireUntouched() {
    Optional<Holder> holder = current();
    if (holder.isEmpty() || !holder.get().id().equals(me.id())) {
      throw new DatasetInUseException(
          "The claim on %s was taken over, by %s: nothing was committed; prepare again"
              .formatted(path, holder.map(Holder::toString).orElse("somebody who is done")));
    }
    long newest = Versions.newest(spark, path);
    if (newest != version) {
      throw touched(newest);
    }
  }

  DatasetInUseException touched(long newest) {
    return new DatasetInUseException(
        "%s was of version %d when this began and is of version %d now, committed by somebody else: nothing was lost; prepare again"
            .formatted(path, version, newest));
  }

  /** Gives the claim back. */
  @Override
  public void close() {
    heart.interrupt();
    synchronized (this) {
      try {
        if (mine()) {
          storage.delete(file, false);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("Claim %s cannot be given back".formatted(file), e);
      }
    }
  }

  private synchronized Optional<Holder> current() {
    return holder(storage, file);
  }

  private boolean mine() {
    return current().map(Holder::id).equals(Optional.of(me.id()));
  }

  private void take() {
    Optional<Holder> other = holder(storage, file);
    try {
      if (other.isPresent()) {
        if (!other.get().dead(SILENCE)) {
          throw inUse(path, other.get(), file);
        }
        storage.delete(file, false);
      }
      write(me, false);
    } catch (FileAlreadyExistsException e) {
      throw inUse(path, current().orElse(Holder.unknown(Instant.now())), file);
    } catch (IOException e) {
      throw new UncheckedIOException("Claim %s cannot be made".formatted(file), e);
    }
    if (!mine()) {
      throw inUse(path, current().orElse(Holder.unknown(Instant.now())), file);
    }
  }

  private void live() {
    try {
      while (true) {
        Thread.sleep(BEAT.toMillis());
        beat();
      }
    } catch (InterruptedException given) {
      Thread.currentThread().interrupt();
    }
  }

  /** A beat that fails is made up for by the next; a claim that is lost shows at the commit. */
  private synchronized void beat() {
    try {
      if (mine()) {
        write(me.beating(), true);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("The claim {} could not be renewed; trying again", file, e);
    }
  }

  private void write(Holder holder, boolean overwrite) throws IOException {
    try (OutputStream out = storage.create(file, overwrite)) {
      out.write(holder.json());
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      storage.delete(file, false); // or half of it would stand for a claim
      throw e;
    }
  }

  private static Optional<Holder> holder(FileSystem storage, Path file) {
    try (InputStream in = storage.open(file)) {
      Optional<Holder> holder = Holder.read(in.readAllBytes());
      return holder.isPresent()
          ? holder
          : Optional.of(
              Holder.unknown(
                  Instant.ofEpochMilli(storage.getFileStatus(file).getModificationTime())));
    } catch (FileNotFoundException free) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("Claim %s cannot be read".formatted(file), e);
    }
  }

  private static DatasetInUseException inUse(String path, Holder holder, Path file) {
    return new DatasetInUseException(
        "%s is being prepared by %s. Wait for it. If that process is dead, its claim is void %d s after the last sign of life; or delete %s"
            .formatted(path, holder, SILENCE.toSeconds(), file));
  }

  /** Without the checksum files of Hadoop's local file system, which are not of one piece. */
  private static FileSystem storage(SparkSession spark, Path file) {
    try {
      FileSystem storage = file.getFileSystem(spark.sessionState().newHadoopConf());
      return storage instanceof LocalFileSystem local ? local.getRawFileSystem() : storage;
    } catch (IOException e) {
      throw new UncheckedIOException("Storage of %s cannot be reached".formatted(file), e);
    }
  }
}
