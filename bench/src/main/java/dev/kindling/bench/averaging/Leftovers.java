package dev.kindling.bench.averaging;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * What a JVM of Spark holds once it has been collected.
 *
 * @param heap bytes in use
 * @param resident bytes of the process in memory, natives included
 * @param blocks that its block manager knows: of RDDs, broadcasts and shuffles
 * @param files that its block manager keeps on disk
 */
record Leftovers(long heap, long resident, int blocks, int files) implements Serializable {
  private static final int TRIES_PER_EXECUTOR = 4;

  /** Of this JVM. */
  static Leftovers here() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return new Leftovers(
        runtime.totalMemory() - runtime.freeMemory(),
        residentHere(),
        SparkEnv.get().blockManager().getMatchingBlockIds(id -> true).size(),
        SparkEnv.get().blockManager().diskBlockManager().getAllFiles().size());
  }

  private static long residentHere() {
    try (var lines = Files.lines(Path.of("/proc/self/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          << 10;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of the executors, of each figure the largest. */
  static Leftovers ofExecutors(JavaSparkContext spark, int executors) {
    int tasks = TRIES_PER_EXECUTOR * executors;
    return spark
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .map(task -> here())
        .collect()
        .stream()
        .reduce(new Leftovers(0, 0, 0, 0), Leftovers::most);
  }

  private Leftovers most(Leftovers other) {
    List<Leftovers> both = List.of(this, other);
    return new Leftovers(
        both.stream().mapToLong(Leftovers::heap).max().orElse(0),
        both.stream().mapToLong(Leftovers::resident).max().orElse(0),
        both.stream().map(Leftovers::blocks).max(Comparator.naturalOrder()).orElse(0),
        both.stream().map(Leftovers::files).max(Comparator.naturalOrder()).orElse(0));
  }
}
