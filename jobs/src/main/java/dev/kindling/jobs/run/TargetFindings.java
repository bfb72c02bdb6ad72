package dev.kindling.jobs.run;

import dev.kindling.train.evaluate.Evaluation;
import dev.kindling.train.evaluate.LabelScore;
import dev.kindling.train.evaluate.NumberPair;
import java.util.List;

/**
 * What is shown in place of a confusion matrix where labels are several or numbers.
 *
 * @param labels how each of the classes was told on valid; empty where items have one category
 * @param numbers some of those wanted and told on valid; empty where labels are no numbers
 */
public record TargetFindings(List<LabelScore> labels, List<NumberPair> numbers) {
  /** Nothing found. */
  public static final TargetFindings NONE = new TargetFindings(List.of(), List.of());

  public TargetFindings {
    labels = List.copyOf(labels);
    numbers = List.copyOf(numbers);
  }

  /** Of an evaluation. */
  public static TargetFindings of(Evaluation valid) {
    return new TargetFindings(valid.labels(), valid.numbers());
  }
}
