package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.Expectations;
import dev.kindling.datablock.table.PreparedDataset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Items with all that is to be done to them; it is done by {@link #write}. Immutable.
 *
 * @param <I> how they become inputs
 */
public final class ProcessedItems<I extends Inputs> {
  private static final long MERGED_BYTES = 1L << 28;

  private final Dataset<Row> rows;
  private final Splitter splitter;
  private final Origin origin;
  private final I inputs;
  private final Targets targets;
  private final Duplicates duplicates;
  private final double maxQuarantined;
  private final Expectations expectations;
  private final Optional<Earlier> earlier;

  ProcessedItems(
      Dataset<Row> rows,
      Splitter splitter,
      Origin origin,
      I inputs,
      Targets targets,
      Duplicates duplicates,
      double maxQuarantined,
      Expectations expectations,
      Optional<Earlier> earlier) {
    this.rows = rows;
    this.splitter = splitter;
    this.origin = origin;
    this.inputs = inputs;
    this.targets = targets;
    this.duplicates = duplicates;
    this.maxQuarantined = maxQuarantined;
    this.expectations = expectations;
    this.earlier = earlier;
  }

  /** The same with another policy for items of exactly the same bytes. */
  public ProcessedItems<I> duplicates(Duplicates policy) {
    requireNonNull(policy, "policy");
    return new ProcessedItems<>(
        rows, splitter, origin, inputs, targets, policy, maxQuarantined, expectations, earlier);
  }

  /**
   * The same with another budget for bad items.
   *
   * @param fraction of all items, in [0, 1]; above it nothing is written
   */
  public ProcessedItems<I> maxQuarantined(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("maxQuarantined must be in [0, 1], got " + fraction);
    }
    return new ProcessedItems<>(
        rows, splitter, origin, inputs, targets, duplicates, fraction, expectations, earlier);
  }

  /** The same that is written only if it is as expected. */
  public ProcessedItems<I> expecting(Expectations what) {
    return new ProcessedItems<>(
        rows,
        splitter,
        origin,
        inputs,
        targets,
        duplicates,
        maxQuarantined,
        requireNonNull(what, "what"),
        earlier);
  }

  /**
   * What keeps these items from going on from a version, such as another setting; empty if nothing
   * does.
   */
  public List<String> differences(PreparedDataset version) {
    return Earlier.differences(
        told(), Stage.of(inputs, targets), requireNonNull(version, "version"));
  }

  /**
   * The same, going on from a version: only new and changed files are read, the rows of the others
   * are taken from there, and every item that was there stays in its split. The version need not be
   * the newest: going on from one before a bad batch of data came is as if the batch had never been
   * there.
   *
   * @throws IllegalStateException if there are {@link #differences}
   */
  public ProcessedItems<I> since(PreparedDataset version) {
    return since(version, MERGED_BYTES);
  }

  /**
   * The same.
   *
   * @param mergedBytes a table of so many bytes at least is merged into, so that rows that stay are
   *     not written again; a smaller one is written whole, which is faster
   */
  public ProcessedItems<I> since(PreparedDataset version, long mergedBytes) {
    List<String> differences = differences(version);
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          "%s cannot be gone on from, all must be read: %s"
              .formatted(version, String.join("; ", differences)));
    }
    return new ProcessedItems<>(
        rows,
        splitter,
        origin,
        inputs,
        targets,
        duplicates,
        maxQuarantined,
        expectations,
        Optional.of(Earlier.of(version, mergedBytes)));
  }

  /**
   * Good and bad items, processed anew whenever the rows are used. Columns of images as {@link
   * dev.kindling.datablock.process.ProcessedRow#SCHEMA}, of texts as {@link
   * dev.kindling.datablock.process.TextRow#SCHEMA}.
   */
  public Dataset<Row> rows() {
    Stage stage = Stage.of(inputs, targets);
    FlatMapFunction<Iterator<Row>, Row> processor = stage.processor(origin.tree());
    Dataset<Row> taken =
        Marks.with(origin.dealt(rows), ItemColumns.SCHEMA.fields())
            .select(Marks.columns(ItemColumns.SCHEMA));
    return origin
        .spark()
        .createDataFrame(taken.toJavaRDD().mapPartitions(processor), stage.schema());
  }

  /**
   * Does the work and commits a new version of the prepared dataset at the path, with its manifest,
   * or nothing: until the commit the version before is the latest, and it stays readable after.
   *
   * @return the new version; the one that was gone on from, if that is the latest and nothing is
   *     new, changed or gone
   * @throws DataContractException if too many items are bad, a split is empty, the labels do not
   *     fit once the bad ones are gone, no word is frequent enough for the vocabulary, or the data
   *     are not as expected
   * @throws dev.kindling.datablock.lease.InUseException if the path is being prepared, or was
   *     meanwhile
   * @throws IllegalStateException if an item was lost or counted twice
   */
  public PreparedDataset write(String path) {
    return write(path, "there is no earlier version to go on from");
  }

  /**
   * The same.
   *
   * @param why everything is read, for the manifest, if it is
   */
  public PreparedDataset write(String path, String why) {
    requireNonNull(path, "path");
    requireNonNull(why, "why");
    earlier.ifPresent(version -> version.requireOf(path));
    return new Preparation(
            told(),
            Stage.of(inputs, targets),
            targets,
            duplicates,
            maxQuarantined,
            expectations,
            splitter,
            earlier,
            why,
            path)
        .run(rows);
  }

  private Origin told() {
    return origin.set("duplicates", duplicates).set("quarantine.max-fraction", maxQuarantined);
  }
}
