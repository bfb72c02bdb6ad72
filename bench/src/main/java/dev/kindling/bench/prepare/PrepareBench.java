package dev.kindling.bench.prepare;

import dev.kindling.bench.Race;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench prepare}: from a folder of images to a table, beside what one would write first. */
@Command(
    name = "prepare",
    description =
        "Scans a folder, and decodes, shrinks and writes its images, beside binaryFile and a loop.",
    mixinStandardHelpOptions = true)
public final class PrepareBench implements Callable<Integer> {
  @Option(names = "--data", required = true, description = "Folder of class folders of JPEGs.")
  private Path data = Path.of("");

  @Option(
      names = "--repeat",
      defaultValue = "1",
      description = "Copies of each file, for a larger folder (${DEFAULT-VALUE}).")
  private int repeat;

  @Option(
      names = "--presize",
      defaultValue = "0",
      description = "Short side to shrink images to; 0 to keep them (${DEFAULT-VALUE}).")
  private int presize;

  @Option(
      names = "--cores",
      defaultValue = "2",
      description = "Of Spark and of the loop (${DEFAULT-VALUE}).")
  private int cores;

  @Option(names = "--rounds", defaultValue = "5", description = "Timed turns (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--warmups", defaultValue = "2", description = "Turns before (${DEFAULT-VALUE}).")
  private int warmups;

  @Option(names = "--scan-only", description = "Only the race of scans.")
  private boolean scanOnly;

  @Override
  public Integer call() throws IOException {
    try (Scratch scratch = Scratch.create();
        SparkSession spark = Sessions.local(cores, scratch.folder("spark"))) {
      Path folder = scratch.repeated(data, repeat);
      List<Path> files = Scratch.files(folder);
      System.out.printf(
          Locale.ROOT,
          "%s: %,d files, %.1f MB; local[%d]; Java %s%n",
          data.getFileName(),
          files.size(),
          Scratch.bytes(files) / 1e6,
          cores,
          System.getProperty("java.version"));
      scans(spark, folder, files.size());
      if (!scanOnly) {
        tables(spark, folder, files, scratch);
      }
      return 0;
    }
  }

  private void scans(SparkSession spark, Path folder, int count) {
    BinaryFiles plain = BinaryFiles.withDefaults(spark, folder);
    BinaryFiles tuned = BinaryFiles.tuned(spark, folder);
    OurTables ours = new OurTables(spark, folder, presize);
    new Race()
        .enter("binaryFile, defaults", counted(count, plain::files))
        .enter("binaryFile, tuned", counted(count, tuned::files))
        .enter("Kindling's scan", counted(count, ours::scanned))
        .run("Scan: every file's path and size", warmups, rounds, count);
  }

  private void tables(SparkSession spark, Path folder, List<Path> files, Scratch scratch) {
    PlainLoop loop = new PlainLoop(files, cores, presize);
    BinaryFiles plain = BinaryFiles.withDefaults(spark, folder);
    BinaryFiles tuned = BinaryFiles.tuned(spark, folder);
    OurTables ours = new OurTables(spark, folder, presize);
    int count = files.size();
    new Race()
        .enter("a loop: read, decode", counted(count, loop::decode))
        .enter(
            "a loop: read, decode, shrink, one file each", () -> loop.write(scratch.folder("loop")))
        .enter("binaryFile, defaults, to Parquet", () -> plain.write(loop, scratch.folder("plain")))
        .enter("binaryFile, tuned, to Parquet", () -> tuned.write(loop, scratch.folder("tuned")))
        .enter("Kindling", counted(count, () -> ours.prepare(scratch.folder("ours"), false)))
        .enter(
            "Kindling, near duplicates looked for",
            counted(count, () -> ours.prepare(scratch.folder("near"), true)))
        .run(
            presize == 0
                ? "Table: images kept as found"
                : "Table: shrunk to a short side of " + presize,
            warmups,
            rounds,
            count);
  }

  /** Work that must count as many as there are. */
  private static Runnable counted(long expected, java.util.function.LongSupplier work) {
    return () -> {
      long found = work.getAsLong();
      if (found != expected) {
        throw new IllegalStateException("Expected %d files, found %d".formatted(expected, found));
      }
    };
  }
}
