package dev.kindling.train.loop;

import dev.kindling.datablock.batch.Batch;
import dev.kindling.train.model.Metric;
import dev.kindling.train.model.MetricSum;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The figures of one pass while they grow. */
final class Tally {
  private final TreeMap<String, MetricSum> sums = new TreeMap<>();
  private final List<StepRecord> history = new ArrayList<>();
  private int steps;
  private long examples;
  private long cancelledExamples;
  private int skipped;
  private Ending ending = Ending.COMPLETED;

  Tally(List<Metric> metrics) {
    sums.put(Outcome.LOSS, MetricSum.NONE);
    metrics.forEach(metric -> sums.put(metric.name(), MetricSum.NONE));
  }

  void addMetrics(Scores scores) {
    add(Outcome.LOSS, scores.loss());
    scores.metrics().forEach(this::add);
  }

  private void add(String name, MetricSum sum) {
    sums.merge(name, sum, MetricSum::plus);
  }

  void addDone(Batch batch) {
    steps++;
    examples += batch.count();
  }

  void addCancelled(Batch batch) {
    steps++;
    cancelledExamples += batch.count();
  }

  void addSkipped() {
    skipped++;
  }

  void addStep(StepRecord step) {
    history.add(step);
  }

  void end(Ending how) {
    ending = ending.orStronger(how);
  }

  SortedMap<String, MetricSum> sums() {
    return new TreeMap<>(sums);
  }

  Outcome outcome() {
    return new Outcome(steps, examples, cancelledExamples, skipped, sums, history, ending);
  }
}
