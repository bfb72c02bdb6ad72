package dev.kindling.datablock;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.process.Duplicates;
import dev.kindling.datablock.process.Inputs;
import dev.kindling.datablock.process.LabelCounts;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
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
  private final LabelType type;
  private final LabelTally tally;
  private final Splitter splitter;
  private final Origin origin;

  SplitItems(
      Dataset<Row> rows, LabelType type, LabelTally tally, Splitter splitter, Origin origin) {
    this.rows = rows;
    this.type = type;
    this.tally = tally;
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

  /** Labelled items by split and label; of numbers, by split alone. */
  public LabelCounts counts() {
    return tally.counts();
  }

  /**
   * States how items become inputs and labels become targets. Nothing is decoded yet, but the
   * labels are checked now. Duplicates are kept and one item in a hundred may be bad, unless the
   * result is told otherwise.
   *
   * @throws DataContractException if train has too few classes, if a label does not occur in train
   *     and the policy is to fail, or if an item has different labels and the policy is to fail
   * @throws IllegalStateException if the targets want labels of another type than were read
   */
  public ProcessedItems<I> process(I inputs, Targets targets) {
    requireNonNull(inputs, "inputs");
    requireNonNull(targets, "targets");
    if (targets.needLabels() && !targets.type().equals(type)) {
      throw new IllegalStateException(
          "Targets are to be of type %s, but labels were read as %s: name one type in both places"
              .formatted(targets.type(), type));
    }
    LabelFaults faults = new LabelFaults(tally, targets);
    faults.check(rows);
    targets.fit(tally.counts());
    return new ProcessedItems<>(
        faults.settled(rows),
        splitter,
        faults.skipping(
            Stage.of(inputs, targets).described(origin).set("unknown-label", targets.unknown())),
        inputs,
        targets,
        Duplicates.IGNORE,
        MAX_QUARANTINED,
        Expectations.NONE,
        Optional.empty());
  }
}
