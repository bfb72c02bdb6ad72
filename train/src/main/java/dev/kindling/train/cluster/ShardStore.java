package dev.kindling.train.cluster;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import dev.kindling.datablock.shard.ShardWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The shard files of this JVM, in a private directory of Spark's scratch space: the cluster removes
 * it also behind an executor that was killed. A cache: a file that is missing or damaged is laid
 * again from the dealt rows.
 */
final class ShardStore {
  private static final ShardStore SHARED = new ShardStore();

  private final Map<String, Shard> open = new ConcurrentHashMap<>();
  private Optional<Path> directory = Optional.empty();

  /** The store of this JVM. */
  static ShardStore shared() {
    return SHARED;
  }

  /** A row with its worker. */
  record Row(int worker, ShardRecord record) {}

  /** A worker's shard, if it lies here whole with that many records. */
  Optional<Shard> find(ShardPlan plan, int worker, int count) {
    String name = plan.fileName(worker);
    Shard known = open.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Path file = directory().resolve(name);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Shard shard = Shard.open(file);
      if (shard.size() != count) {
        return Optional.empty();
      }
      open.put(name, shard);
      return Optional.of(shard);
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  /** Forgets a shard that turned out to be damaged, so that it is laid again. */
  void forget(ShardPlan plan, int worker) {
    open.remove(plan.fileName(worker));
    try {
      Files.deleteIfExists(directory().resolve(plan.fileName(worker)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Lays the shards of these workers.
   *
   * @param rows of these workers and perhaps others, sorted by worker, then by key
   */
  void lay(ShardPlan plan, List<Integer> workers, Iterator<Row> rows) throws IOException {
    Optional<Row> next = following(rows);
    for (int worker : workers) {
      Path file = directory().resolve(plan.fileName(worker));
      file.toFile().deleteOnExit();
      try (ShardWriter writer = ShardWriter.create(file)) {
        while (next.isPresent() && next.get().worker() <= worker) {
          if (next.get().worker() == worker) {
            writer.add(next.get().record());
          }
          next = following(rows);
        }
        writer.finish();
      }
    }
  }

  private static Optional<Row> following(Iterator<Row> rows) {
    return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
  }

  /** Removes the files of a plan from this JVM. */
  void remove(ShardPlan plan) {
    open.keySet().removeIf(name -> name.startsWith(plan.id()));
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory(), plan.id() + "-*.shard")) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Path directory() {
    if (directory.filter(Files::isDirectory).isEmpty()) {
      try {
        Path fresh = Files.createTempDirectory(Scratch.directory(), "kindling-shards-");
        fresh.toFile().deleteOnExit();
        directory = Optional.of(fresh);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return directory.orElseThrow();
  }
}
