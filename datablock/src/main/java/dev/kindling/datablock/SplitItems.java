package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.process.Copies;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Images;
import dev.kindling.datablock.process.LabelCounts;
import dev.kindling.datablock.process.Targets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Items with labels and splits, not yet processed. Immutable. */
public final class SplitItems {
  private static final double MAX_QUARANTINED = 0.01;

  private final Dataset<Row> rows;
  private final LabelCounts counts;
  private final Origin origin;

  SplitItems(Dataset<Row> rows, LabelCounts counts, Origin origin) {
    this.rows = rows;
    this.counts = counts;
    this.origin = origin;
  }

  /**
   * Columns: {@code key}, {@code location}, {@code label} as of {@link LabeledItems}, {@code split}
   * string ({@code train}, {@code valid} or {@code test}).
   */
  public Dataset<Row> rows() {
    return rows;
  }

  /** Labelled items by split and label. */
  public LabelCounts counts() {
    return counts;
  }

  /**
   * States how items become inputs and labels become targets. Nothing is decoded yet, but the
   * labels are checked now. Duplicates are kept and one item in a hundred may be bad, unless the
   * result is told otherwise.
   *
   * @throws DataContractException if train has fewer than two classes, or if a label does not occur
   *     in train and the policy is to fail
   */
  public ProcessedItems process(Images images, Targets targets) {
    requireNonNull(images, "images");
    requireNonNull(targets, "targets");
    targets.fit(counts);
    return new ProcessedItems(
        rows,
        origin
            .set("image.max-bytes", images.limits().maxBytes())
            .set("image.max-pixels", images.limits().maxPixels())
            .set("image.timeout", images.limits().timeout())
            .set("presize.short-side", images.presizeShortSide())
            .set("unknown-label", targets.unknown()),
        images,
        targets,
        Duplicates.IGNORE,
        MAX_QUARANTINED,
        Copies.NONE);
  }
}
