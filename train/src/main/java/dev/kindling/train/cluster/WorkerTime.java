package dev.kindling.train.cluster;

import dev.kindling.train.loop.TimeSpent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Where the time of workers went that were one after the other.
 *
 * @param waited nanoseconds until they had the state
 * @param spent in their loops
 */
record WorkerTime(long waited, TimeSpent spent) {
  private static final WorkerTime NONE = new WorkerTime(0, TimeSpent.NONE);

  private WorkerTime plus(WorkerTime next) {
    return new WorkerTime(waited + next.waited, spent.plus(next.spent));
  }

  /** All of it, in nanoseconds. */
  long total() {
    return waited + spent.total();
  }

  /** Of the partition whose workers took the longest. */
  static WorkerTime longest(List<Part.Report> reports, IntUnaryOperator partitionOf) {
    Map<Integer, WorkerTime> byPartition = new TreeMap<>();
    for (Part.Report report : reports) {
      byPartition.merge(
          partitionOf.applyAsInt(report.worker()),
          new WorkerTime(report.waited(), report.spent()),
          WorkerTime::plus);
    }
    return byPartition.values().stream()
        .max(Comparator.comparingLong(WorkerTime::total))
        .orElse(NONE);
  }

  /** Examples that a worker trains on in a second of its loop. */
  static double examplesPerSecond(List<Part.Report> reports) {
    long examples = reports.stream().mapToLong(report -> report.outcome().examples()).sum();
    long nanoseconds = reports.stream().mapToLong(report -> report.spent().total()).sum();
    return nanoseconds == 0 ? 0 : examples / (nanoseconds / 1e9);
  }
}
