package dev.kindling.datablock.lease;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write something, which one process has at a time: a file that says who it is,
 * renewed while it lives. A lease is void when its process is gone or gave no sign of life for two
 * minutes. On local disks the file is made in one step; where storage lets two processes create it
 * at once, one of them finds out when it asks next whether it still {@link #stands}.
 *
 * <p>Safe for use by many threads.
 */
public final class Lease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lease.class);
  private static final Duration BEAT = Duration.ofSeconds(20);
  private static final Duration SILENCE = Duration.ofMinutes(2);

  private final FileSystem storage;
  private final Path file;
  private final String use;
  private final Holder me = Holder.me();
  private final Thread heart;

  private Lease(FileSystem storage, Path file, String use) {
    this.storage = storage;
    this.file = file;
    this.use = use;
    take();
    this.heart = new Thread(this::live, "kindling-lease");
    heart.setDaemon(true);
    heart.start();
  }

  /**
   * Takes the right.
   *
   * @param storage where the file lies
   * @param file that says who has it; its folder must be there, or be made by the storage
   * @param use what its holder does, for who is refused: "/data is being prepared"
   * @throws InUseException if a living process has it
   */
  public static Lease take(FileSystem storage, Path file, String use) {
    return new Lease(
        raw(requireNonNull(storage, "storage")),
        requireNonNull(file, "file"),
        requireNonNull(use, "use"));
  }

  /**
   * Does nothing if nobody has the right.
   *
   * @throws InUseException if a living process has it
   */
  public static void requireFree(FileSystem storage, Path file, String use) {
    holder(raw(storage), file)
        .filter(holder -> !holder.dead(SILENCE))
        .ifPresent(
            holder -> {
              throw inUse(use, holder, file);
            });
  }

  /** Without the checksum files of Hadoop's local file system, which are not of one piece. */
  private static FileSystem raw(FileSystem storage) {
    return storage instanceof LocalFileSystem local ? local.getRawFileSystem() : storage;
  }

  /** Who has it now; nobody if the file is gone. */
  public synchronized Optional<Holder> holder() {
    return holder(storage, file);
  }

  /** Whether it was neither taken over nor deleted. */
  public boolean stands() {
    return holder().map(Holder::id).equals(Optional.of(me.id()));
  }

  /** Gives the right back. */
  @Override
  public void close() {
    heart.interrupt();
    synchronized (this) {
      try {
        if (stands()) {
          storage.delete(file, false);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("%s cannot be deleted".formatted(file), e);
      }
    }
  }

  private void take() {
    Optional<Holder> other = holder(storage, file);
    try {
      if (other.isPresent()) {
        if (!other.get().dead(SILENCE)) {
          throw inUse(use, other.get(), file);
        }
        storage.delete(file, false);
      }
      create();
    } catch (FileAlreadyExistsException | java.nio.file.FileAlreadyExistsException e) {
      throw inUse(use, holder().orElse(Holder.unknown(Instant.now())), file);
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(file), e);
    }
    if (!stands()) {
      throw inUse(use, holder().orElse(Holder.unknown(Instant.now())), file);
    }
  }

  /** Hadoop looks first and creates then, which two may do at once. */
  private void create() throws IOException {
    if (storage instanceof RawLocalFileSystem local) {
      java.nio.file.Path path = local.pathToFile(file).toPath();
      Files.createDirectories(requireNonNull(path.toAbsolutePath().getParent()));
      Files.write(path, me.json(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } else {
      write(me, false);
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

  /** A beat that fails is made up for by the next. */
  private synchronized void beat() {
    try {
      if (stands()) {
        write(me.beating(), true);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("{} could not be renewed; trying again", file, e);
    }
  }

  private void write(Holder holder, boolean overwrite) throws IOException {
    try (OutputStream out = storage.create(file, overwrite)) {
      out.write(holder.json());
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (IOException e) {
      storage.delete(file, false); // or half of it would stand for a lease
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
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
  }

  private static InUseException inUse(String use, Holder holder, Path file) {
    return new InUseException(
        "%s by %s. Wait for it. If that process is dead, its claim is void %d s after the last sign of life; or delete %s"
            .formatted(use, holder, SILENCE.toSeconds(), file));
  }
}
