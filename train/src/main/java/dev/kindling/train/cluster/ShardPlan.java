package dev.kindling.train.cluster;

import dev.kindling.datablock.Seed;
import dev.kindling.datablock.shard.LogicalWorkers;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the rows of one split are dealt in one fit.
 *
 * @param id unique to the fit and the split; names the shard files
 * @param workers logical workers
 * @param partitions Spark partitions that the workers are spread over
 * @param seed decides which worker gets which row
 */
record ShardPlan(String id, int workers, int partitions, Seed seed) implements Serializable {
  /** The worker of a row. */
  int workerOf(String key) {
    return LogicalWorkers.workerOf(key, workers, seed);
  }

  /** The partition that a worker's rows lie in. */
  int partitionOf(int worker) {
    return worker % partitions;
  }

  /** The workers of a partition, ascending. */
  List<Integer> workersOf(int partition) {
    return IntStream.range(0, workers).filter(w -> partitionOf(w) == partition).boxed().toList();
  }

  /** The file name of a worker's shard. */
  String fileName(int worker) {
    return "%s-%d-of-%d.shard".formatted(id, worker, workers);
  }
}
