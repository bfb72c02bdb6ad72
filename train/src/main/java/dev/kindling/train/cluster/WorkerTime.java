package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.loop.TimeSpent;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
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
  private static final Comparator<WorkerTime> SHORTEST =
      Comparator.comparingLong(WorkerTime::total);

  private WorkerTime plus(WorkerTime next) {
    return new WorkerTime(waited + next.waited, spent.plus(next.spent));
  }

  /** All of it, in nanoseconds. */
  long total() {
    return waited + spent.total();
  }

  /**
   * Of the core that was at it longest, where cores take partitions in their order, each when it is
   * free.
   *
   * @param partitionOf the partition of a worker
   * @param cores tasks at a time
   * @param window nanoseconds that all of it took; where such cores would have needed more, there
   *     were others, and the partition counts that took longest
   */
  static WorkerTime longest(
      List<Part.Report> reports, IntUnaryOperator partitionOf, int cores, long window) {
    Map<Integer, WorkerTime> byPartition = new TreeMap<>();
    for (Part.Report report : reports) {
      byPartition.merge(
          partitionOf.applyAsInt(report.worker()),
          new WorkerTime(report.waited(), report.spent()),
          WorkerTime::plus);
    }
    WorkerTime longest = longest(byPartition.values(), cores);
    return longest.total() <= window
        ? longest
        : longest(byPartition.values(), Math.max(1, byPartition.size()));
  }

  private static WorkerTime longest(Collection<WorkerTime> partitions, int cores) {
    PriorityQueue<WorkerTime> busy = new PriorityQueue<>(cores, SHORTEST);
    busy.addAll(Collections.nCopies(cores, NONE));
    for (WorkerTime partition : partitions) {
      busy.add(requireNonNull(busy.poll()).plus(partition));
    }
    return busy.stream().max(SHORTEST).orElse(NONE);
  }

  /** Examples that a worker trains on in a second of its loop. */
  static double examplesPerSecond(List<Part.Report> reports) {
    long examples = reports.stream().mapToLong(report -> report.outcome().examples()).sum();
    long nanoseconds = reports.stream().mapToLong(report -> report.spent().total()).sum();
    return nanoseconds == 0 ? 0 : examples / (nanoseconds / 1e9);
  }
}
