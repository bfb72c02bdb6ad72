package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.col;

import dev.kindling.datablock.process.BlankLabel;
import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.LabelCounts;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.scan.SkipReason;
import dev.kindling.datablock.table.Expectations;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Items with labels and splits, not yet processed. Immutable.
 *
 * @param <I> how they become inputs
 */
public final class SplitItems<I extends Inputs> {
  private static final double MAX_QUARANTINED = 0.01;

  private final Dataset<Row> rows;
  private final LabelCounts counts;
  private final long unlabelled;
  private final Splitter splitter;
  private final Origin origin;

  SplitItems(
      Dataset<Row> rows, LabelCounts counts, long unlabelled, Splitter splitter, Origin origin) {
    this.rows = rows;
    this.counts = counts;
    this.unlabelled = unlabelled;
    this.splitter = splitter;
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
  public ProcessedItems<I> process(I inputs, Targets targets) {
    requireNonNull(inputs, "inputs");
    requireNonNull(targets, "targets");
    targets.fit(counts);
    boolean skipping = targets.needLabels() && targets.blank() == BlankLabel.SKIP && unlabelled > 0;
    Origin next =
        Stage.of(inputs, targets)
            .described(origin)
            .set("unknown-label", targets.unknown())
            .skipping(SkipReason.NO_LABEL, skipping ? unlabelled : 0);
    return new ProcessedItems<>(
        skipping ? rows.where(col("label").isNotNull().or(LabeledItems.bad(rows))) : rows,
        splitter,
        next,
        inputs,
        targets,
        Duplicates.IGNORE,
        MAX_QUARANTINED,
        Expectations.NONE,
        Optional.empty());
  }
}
