package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.ItemProcessor;
import dev.kindling.datablock.process.ProcessedRow;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.table.PreparedDataset;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Items with all that is to be done to them; it is done by {@link #write}. Immutable. */
public final class ProcessedItems {
  private final Dataset<Row> rows;
  private final Origin origin;
  private final Images images;
  private final Targets targets;
  private final Duplicates duplicates;
  private final double maxQuarantined;
  private final Copies copies;

  ProcessedItems(
      Dataset<Row> rows,
      Origin origin,
      Images images,
      Targets targets,
      Duplicates duplicates,
      double maxQuarantined,
      Copies copies) {
    this.rows = rows;
    this.origin = origin;
    this.images = images;
    this.targets = targets;
    this.duplicates = duplicates;
    this.maxQuarantined = maxQuarantined;
    this.copies = copies;
  }

  /** The same with another policy for items of exactly the same bytes. */
  public ProcessedItems duplicates(Duplicates policy) {
    return new ProcessedItems(
        rows, origin, images, targets, requireNonNull(policy, "policy"), maxQuarantined, copies);
  }

  /**
   * The same with another budget for bad items.
   *
   * @param fraction of all items, in [0, 1]; above it nothing is written
   */
  public ProcessedItems maxQuarantined(double fraction) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new IllegalArgumentException("maxQuarantined must be in [0, 1], got " + fraction);
    }
    return new ProcessedItems(rows, origin, images, targets, duplicates, fraction, copies);
  }

  /** The same with changed copies of the items of train beside them. */
  public ProcessedItems copies(Copies more) {
    return new ProcessedItems(
        rows, origin, images, targets, duplicates, maxQuarantined, requireNonNull(more, "copies"));
  }

  /**
   * Good and bad items, processed anew whenever the rows are used. Columns as {@link
   * ProcessedRow#SCHEMA}.
   */
  public Dataset<Row> rows() {
    return origin.spark().createDataFrame(processed(), ProcessedRow.SCHEMA);
  }

  /**
   * Does the work and commits a new version of the prepared dataset at the path, with its manifest,
   * or nothing: until the commit the version before is the latest, and it stays readable after.
   *
   * @throws DataContractException if too many items are bad, a split is empty or the labels do not
   *     fit once the bad ones are gone
   * @throws IllegalStateException if an item was lost or counted twice
   */
  public PreparedDataset write(String path) {
    requireNonNull(path, "path");
    return new Preparation(
            origin
                .set("duplicates", duplicates)
                .set("quarantine.max-fraction", maxQuarantined)
                .set("copies", copies.perItem()),
            images,
            targets,
            duplicates,
            maxQuarantined,
            copies,
            path)
        .run(processed());
  }

  private JavaRDD<Row> processed() {
    ItemProcessor processor = new ItemProcessor(origin.tree(), images);
    return rows.select("key", "location", "label", "split")
        .toJavaRDD()
        .map(item -> processor.process(item));
  }
}
