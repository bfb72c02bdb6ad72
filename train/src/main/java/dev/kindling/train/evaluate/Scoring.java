package dev.kindling.train.evaluate;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import dev.kindling.train.model.MetricSum;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * How predictions are judged.
 *
 * @param loss of an item
 * @param metrics beside the loss
 * @param topLosses items with the highest losses to keep
 */
public record Scoring(Loss loss, List<Metric> metrics, int topLosses) implements Serializable {
  public Scoring {
    metrics = List.copyOf(metrics);
    if (topLosses < 0) {
      throw new IllegalArgumentException("Top losses must be at least 0, got " + topLosses);
    }
  }

  /** Judges every batch of the source, in order. */
  public Evaluation evaluate(Engine engine, BatchSource source, int classes) {
    Evaluation evaluation = Evaluation.none(classes, topLosses);
    try (BatchSource.Feed feed = source.feed(0, 0, source.steps())) {
      while (feed.hasNext()) {
        Batch batch = feed.next();
        evaluation =
            evaluation.plus(judge(batch.keys(), batch.targets(), engine.predict(batch), classes));
      }
    }
    return evaluation;
  }

  /**
   * Judges some items.
   *
   * @param keys of the items
   * @param targets index of each one's category
   * @param logits {@code [items, classes]} row-major
   */
  public Evaluation judge(List<String> keys, int[] targets, float[] logits, int classes) {
    Loss.Value value = loss.of(logits, targets);
    TreeMap<String, MetricSum> sums = new TreeMap<>();
    sums.put(Outcome.LOSS, new MetricSum(Arrays.stream(value.perItem()).sum(), targets.length));
    metrics.forEach(metric -> sums.put(metric.name(), metric.of(logits, targets)));
    long[][] confusion = new long[classes][classes];
    List<ItemResult> items = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      double[] probabilities = Probabilities.of(logits, i, classes);
      int prediction = Probabilities.highest(probabilities);
      int target = targets[i];
      confusion[target][prediction]++;
      items.add(
          new ItemResult(
              keys.get(i), target, prediction, probabilities[prediction], value.perItem()[i]));
    }
    return new Evaluation(sums, ConfusionMatrix.of(confusion), items, topLosses);
  }
}
