package dev.kindling.train.evaluate;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.datablock.batch.TargetCode;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.loop.BatchSource;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.model.CategoryTarget;
import dev.kindling.train.model.LabelsTarget;
import dev.kindling.train.model.Loss;
import dev.kindling.train.model.Metric;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.model.NumberTarget;
import dev.kindling.train.model.Probabilities;
import dev.kindling.train.model.TargetSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * How predictions are judged.
 *
 * @param target what the model tells
 * @param vocab the categories' names, in the order of the outputs
 * @param loss of an item
 * @param metrics beside the loss
 * @param topLosses items with the highest losses to keep
 */
public record Scoring(
    TargetSpec target, List<String> vocab, Loss loss, List<Metric> metrics, int topLosses)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public Scoring {
    requireNonNull(target, "target");
    requireNonNull(loss, "loss");
    vocab = List.copyOf(vocab);
    metrics = List.copyOf(metrics);
    if (topLosses < 0) {
      throw new IllegalArgumentException("Top losses must be at least 0, got " + topLosses);
    }
  }

  /** The usual loss and metrics for what is told. */
  public static Scoring of(TargetSpec target, List<String> vocab, double smoothing, int topLosses) {
    return new Scoring(
        target, vocab, target.loss(smoothing, vocab), target.metrics(vocab), topLosses);
  }

  /** Over no items. */
  public Evaluation none() {
    return Evaluation.none(target instanceof CategoryTarget ? vocab.size() : 0, topLosses);
  }

  /** Judges every batch of the source, in order. */
  public Evaluation evaluate(Engine engine, BatchSource source) {
    Evaluation evaluation = none();
    try (BatchSource.Feed feed = source.feed(0, 0, source.steps())) {
      while (feed.hasNext()) {
        Batch batch = feed.next();
        evaluation = evaluation.plus(judge(batch.keys(), batch.targets(), engine.predict(batch)));
      }
    }
    return evaluation;
  }

  /**
   * Judges some items.
   *
   * @param keys of the items
   * @param targets of each, as {@link TargetCode} has them
   * @param logits {@code [items, outputs]} row-major
   */
  public Evaluation judge(List<String> keys, int[] targets, float[] logits) {
    Loss.Value value = loss.of(logits, targets);
    TreeMap<String, MetricSum> sums = new TreeMap<>();
    sums.put(Outcome.LOSS, new MetricSum(Arrays.stream(value.perItem()).sum(), keys.size()));
    metrics.forEach(metric -> sums.put(metric.name(), metric.of(logits, targets)));
    List<ItemResult> items = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      values.add(target.values(logits, i, vocab));
      TargetSpec.Told told = target.told(values.get(i), vocab);
      items.add(
          new ItemResult(
              keys.get(i),
              target.shown(targets, i, vocab),
              told.label(),
              told.probability(),
              value.perItem()[i]));
    }
    return new Evaluation(
        sums,
        confusion(targets, values),
        labels(targets, values),
        numbers(keys, targets, values),
        items,
        topLosses);
  }

  private ConfusionMatrix confusion(int[] targets, List<double[]> values) {
    if (!(target instanceof CategoryTarget)) {
      return none().confusion();
    }
    long[][] confusion = new long[vocab.size()][vocab.size()];
    for (int i = 0; i < targets.length; i++) {
      confusion[targets[i]][Probabilities.highest(values.get(i))]++;
    }
    return ConfusionMatrix.of(confusion);
  }

  private List<LabelScore> labels(int[] targets, List<double[]> values) {
    if (!(target instanceof LabelsTarget labels)) {
      return List.of();
    }
    List<LabelScore> scores = new ArrayList<>(Collections.nCopies(vocab.size(), LabelScore.NONE));
    for (int i = 0; i < values.size(); i++) {
      for (int label = 0; label < vocab.size(); label++) {
        boolean there = TargetCode.has(targets, i, label, vocab.size());
        boolean told = values.get(i)[label] >= labels.threshold();
        scores.set(label, scores.get(label).plus(LabelScore.of(there, told)));
      }
    }
    return scores;
  }

  private List<NumberPair> numbers(List<String> keys, int[] targets, List<double[]> values) {
    if (!(target instanceof NumberTarget)) {
      return List.of();
    }
    List<NumberPair> pairs = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      pairs.add(new NumberPair(keys.get(i), TargetCode.number(targets[i]), values.get(i)[0]));
    }
    return pairs;
  }
}
