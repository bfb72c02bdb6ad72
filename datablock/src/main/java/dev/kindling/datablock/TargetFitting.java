package dev.kindling.datablock;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import dev.kindling.datablock.process.Categories;
import dev.kindling.datablock.process.LabelType;
import dev.kindling.datablock.process.Targets;
import dev.kindling.datablock.process.UnknownLabel;
import dev.kindling.datablock.table.NumberFacts;
import dev.kindling.datablock.table.TargetFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * Targets fitted on what is left of the items.
 *
 * @param targets that are wanted
 * @param tally of the items' labels
 * @param categories fitted on train
 * @param facts of all items as they are in the table
 */
record TargetFitting(Targets targets, LabelTally tally, Categories categories, TargetFacts facts) {

  /**
   * Fits.
   *
   * @param rows good items with {@code label} and {@code split}
   * @throws DataContractException if train or valid is empty, or labels do not fit
   */
  static TargetFitting of(Dataset<Row> rows, Targets targets) {
    LabelTally tally = LabelTally.of(rows, targets);
    tally.counts().requireTrainAndValid("the end of processing");
    return new TargetFitting(targets, tally, targets.fit(tally.counts()), TargetFacts.NONE);
  }

  /** Items that the policy for unknown labels drops, of those that it was fitted on. */
  long dropped(TargetFitting after) {
    return tally.counts().count() - after.categories.counts().count();
  }

  /** The rows after the policy for unknown labels. */
  Dataset<Row> applied(Dataset<Row> rows) {
    if (categories.unknown().isEmpty()) {
      return rows;
    }
    boolean dropping = categories.policy() == UnknownLabel.DROP;
    if (targets.type() instanceof LabelType.Multi multi) {
      Set<String> known = new HashSet<>(categories.vocab());
      UDF1<String, String> replaced = label -> replaced(label, multi, known);
      UDF1<String, Boolean> fits = label -> known.containsAll(multi.labels(label));
      return dropping
          ? rows.where(udf(fits, DataTypes.BooleanType).apply(col("label")))
          : rows.withColumn("label", udf(replaced, DataTypes.StringType).apply(col("label")));
    }
    var known = col("label").isin(categories.vocab().toArray());
    return dropping
        ? rows.where(known)
        : rows.withColumn("label", when(known, col("label")).otherwise(lit(Categories.OTHER)));
  }

  private static String replaced(String label, LabelType.Multi multi, Set<String> known) {
    List<String> labels =
        multi.labels(label).stream()
            .map(each -> known.contains(each) ? each : Categories.OTHER)
            .toList();
    return multi.joined(labels);
  }

  /** The same with what is to be said of the rows after the policy. */
  TargetFitting counted(Dataset<Row> rows) {
    return switch (targets.kind()) {
      case NONE -> this;
      case CATEGORIES -> with(tally, categories, TargetFacts.CATEGORIES);
      case NUMBER -> with(tally, categories, TargetFacts.number(numbers(rows)));
      case MULTI -> {
        LabelTally after = categories.unknown().isEmpty() ? tally : LabelTally.of(rows, targets);
        Map<String, Long> bare = new TreeMap<>();
        after.bare().forEach((split, count) -> bare.put(split.text(), count));
        yield with(
            after,
            categories.counted(after.counts()),
            TargetFacts.multi(((LabelType.Multi) targets.type()).separator(), bare));
      }
    };
  }

  private TargetFitting with(LabelTally after, Categories counted, TargetFacts said) {
    return new TargetFitting(targets, after, counted, said);
  }

  private static Map<String, NumberFacts> numbers(Dataset<Row> rows) {
    Map<String, NumberFacts> facts = NumberSums.bySplit(rows);
    NumberFacts train = facts.get(Split.TRAIN.text());
    if (train == null || train.std() == 0) {
      throw new DataContractException(
          "All labels of train are one number%s: check the labels and the split"
              .formatted(train == null ? "" : ", " + train.mean()));
    }
    return facts;
  }
}
