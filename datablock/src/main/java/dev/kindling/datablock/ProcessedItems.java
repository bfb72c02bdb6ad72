package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.PreparedDataset;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Items with all that is to be done to them; it is done by {@link #write}. Immutable.
 *
 * @param <I> how they become inputs
 */
public final class ProcessedItems<I extends Inputs> {
  private final Dataset<Row> rows;
  private final Origin origin;
  private final I inputs;
  private final Targets targets;
  private final Duplicates duplicates;
  private final double maxQuarantined;

  ProcessedItems(
      Dataset<Row> rows,
      Origin origin,
      I inputs,
      Targets targets,
      Duplicates duplicates,
      double maxQuarantined) {
    this.rows = rows;
    this.origin = origin;
    this.inputs = inputs;
    this.targets = targets;
    this.duplicates = duplicates;
    this.maxQuarantined = maxQuarantined;
  }

  /** The same with another policy for items of exactly the same bytes. */
  public ProcessedItems<I> duplicates(Duplicates policy) {
    return new ProcessedItems<>(
        rows, origin, inputs, targets, requireNonNull(policy, "policy"), maxQuarantined);
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
    return new ProcessedItems<>(rows, origin, inputs, targets, duplicates, fraction);
  }

  /**
   * Good and bad items, processed anew whenever the rows are used. Columns of images as {@link
   * dev.kindling.datablock.process.ProcessedRow#SCHEMA}, of texts as {@link
   * dev.kindling.datablock.process.TextRow#SCHEMA}.
   */
  public Dataset<Row> rows() {
    Stage stage = Stage.of(inputs, targets);
    return origin.spark().createDataFrame(stage.processed(rows, origin.tree()), stage.schema());
  }

  /**
   * Does the work and commits a new version of the prepared dataset at the path, with its manifest,
   * or nothing: until the commit the version before is the latest, and it stays readable after.
   *
   * @throws DataContractException if too many items are bad, a split is empty, the labels do not
   *     fit once the bad ones are gone, or no word is frequent enough for the vocabulary
   * @throws IllegalStateException if an item was lost or counted twice
   */
  public PreparedDataset write(String path) {
    requireNonNull(path, "path");
    return new Preparation(
            origin.set("duplicates", duplicates).set("quarantine.max-fraction", maxQuarantined),
            Stage.of(inputs, targets),
            targets,
            duplicates,
            maxQuarantined,
            path)
        .run(rows);
  }
}
