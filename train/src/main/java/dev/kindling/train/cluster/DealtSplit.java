package dev.kindling.train.cluster;

import dev.kindling.datablock.shard.Shard;
import dev.kindling.datablock.shard.ShardRecord;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.Partitioner;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The rows of one split, dealt to logical workers: partition by worker, sorted by worker and key,
 * kept on the executors' disks. A task lays its workers' shards from them when they are not there
 * already, so a round can be redone on any executor.
 */
final class DealtSplit implements AutoCloseable {
  private final JavaPairRDD<Seat, ShardRecord> rows;
  private final ShardPlan plan;
  private final List<ShardSize> sizes;

  private DealtSplit(JavaPairRDD<Seat, ShardRecord> rows, ShardPlan plan, List<ShardSize> sizes) {
    this.rows = rows;
    this.plan = plan;
    this.sizes = sizes;
  }

  /**
   * Deals and counts the rows: one shuffle.
   *
   * @throws IllegalStateException if a key occurs twice
   */
  static DealtSplit deal(JavaRDD<ShardRecord> rows, ShardPlan plan) {
    JavaPairRDD<Seat, ShardRecord> dealt =
        rows.mapToPair(row -> new Tuple2<>(new Seat(plan.workerOf(row.key()), row.key()), row))
            .repartitionAndSortWithinPartitions(new ByWorker(plan), new Seat.Order())
            .persist(StorageLevel.DISK_ONLY());
    try {
      return new DealtSplit(dealt, plan, sizes(dealt, plan));
    } catch (RuntimeException failure) {
      dealt.unpersist(false);
      throw failure;
    }
  }

  private static List<ShardSize> sizes(JavaPairRDD<Seat, ShardRecord> dealt, ShardPlan plan) {
    ShardSize[] sizes = new ShardSize[plan.workers()];
    Arrays.fill(sizes, ShardSize.EMPTY);
    for (HashMap<Integer, ShardSize> some :
        dealt.mapPartitions(part -> List.of(sizes(part)).iterator()).collect()) {
      some.forEach((worker, size) -> sizes[worker] = size);
    }
    return List.of(sizes);
  }

  private static HashMap<Integer, ShardSize> sizes(Iterator<Tuple2<Seat, ShardRecord>> rows) {
    HashMap<Integer, ShardSize> sizes = new HashMap<>();
    Seat before = new Seat(-1, "");
    while (rows.hasNext()) {
      Tuple2<Seat, ShardRecord> row = rows.next();
      Seat seat = row._1();
      if (seat.equals(before)) {
        throw new IllegalStateException(
            "Key \"%s\" occurs twice; prepare the dataset again".formatted(seat.key()));
      }
      sizes.merge(seat.worker(), new ShardSize(1, row._2().content().length), ShardSize::plus);
      before = seat;
    }
    return sizes;
  }

  /** The partition that a worker's rows lie in. */
  int partitionOf(int worker) {
    return plan.partitionOf(worker);
  }

  /** What each worker has. */
  List<ShardSize> sizes() {
    return sizes;
  }

  /** Rows of all workers. */
  long size() {
    return sizes.stream().mapToLong(ShardSize::records).sum();
  }

  /** What one worker does with its shard; results leave the task one worker at a time. */
  @FunctionalInterface
  interface Work<T> extends Serializable {
    List<T> on(Shard shard, int worker);
  }

  /** Does the work for every worker, in the partition where its rows lie. */
  <T> JavaRDD<T> each(Work<T> work) {
    ShardPlan plan = this.plan;
    List<ShardSize> sizes = this.sizes;
    return rows.mapPartitionsWithIndex(
        (partition, dealt) ->
            plan.workersOf(partition).stream()
                .flatMap(w -> on(work, shard(plan, sizes, partition, w, dealt), plan, w).stream())
                .iterator(),
        false);
  }

  /** What one worker does with its shard and what it kept from the round before. */
  @FunctionalInterface
  interface RememberingWork<T> extends Serializable {
    List<T> on(Shard shard, int worker, WorkerMemory memory);
  }

  /**
   * As {@link #each(Work)}, going on from what was kept.
   *
   * @param before from this split, so that the same workers are in the same partitions
   */
  <T> JavaRDD<T> each(JavaRDD<Part.Kept> before, RememberingWork<T> work) {
    ShardPlan plan = this.plan;
    List<ShardSize> sizes = this.sizes;
    return rows.zipPartitions(
        before,
        (dealt, kept) -> {
          int partition = TaskContext.getPartitionId();
          Map<Integer, WorkerMemory> memories = new HashMap<>();
          kept.forEachRemaining(one -> memories.put(one.worker(), one.memory()));
          Work<T> remembering =
              (shard, worker) ->
                  work.on(shard, worker, memories.getOrDefault(worker, WorkerMemory.NONE));
          return plan.workersOf(partition).stream()
              .flatMap(
                  w -> on(remembering, shard(plan, sizes, partition, w, dealt), plan, w).stream())
              .iterator();
        });
  }

  /** A shard that cannot be read is forgotten, so that a second try lays it anew. */
  private static <T> List<T> on(Work<T> work, Shard shard, ShardPlan plan, int worker) {
    try {
      return work.on(shard, worker);
    } catch (UncheckedIOException damaged) {
      ShardStore.shared().forget(plan, worker);
      throw damaged;
    }
  }

  /** The worker's shard; if it is missing, all of the partition are laid anew. */
  private static Shard shard(
      ShardPlan plan,
      List<ShardSize> sizes,
      int partition,
      int worker,
      Iterator<Tuple2<Seat, ShardRecord>> dealt) {
    ShardStore store = ShardStore.shared();
    return store
        .find(plan, worker, sizes.get(worker).records())
        .orElseGet(
            () -> {
              lay(
                  plan,
                  plan.workersOf(partition).stream().filter(w -> w >= worker).toList(),
                  dealt);
              return store
                  .find(plan, worker, sizes.get(worker).records())
                  .orElseThrow(() -> new IllegalStateException("Shard not laid: " + plan));
            });
  }

  private static void lay(
      ShardPlan plan, List<Integer> workers, Iterator<Tuple2<Seat, ShardRecord>> dealt) {
    try {
      ShardStore.shared().lay(plan, workers, new Rows(dealt));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Drops the rows from the executors' disks and the shards from this JVM. */
  @Override
  public void close() {
    rows.unpersist(false);
    rows.rdd().cleanShuffleDependencies(false);
    ShardStore.shared().remove(plan);
  }

  private record Rows(Iterator<Tuple2<Seat, ShardRecord>> dealt)
      implements Iterator<ShardStore.Row> {
    @Override
    public boolean hasNext() {
      return dealt.hasNext();
    }

    @Override
    public ShardStore.Row next() {
      Tuple2<Seat, ShardRecord> row = dealt.next();
      return new ShardStore.Row(row._1().worker(), row._2());
    }
  }

  private static final class ByWorker extends Partitioner {
    private static final long serialVersionUID = 1;
    private final ShardPlan plan;

    ByWorker(ShardPlan plan) {
      this.plan = plan;
    }

    @Override
    public int numPartitions() {
      return plan.partitions();
    }

    @Override
    public int getPartition(Object seat) {
      return plan.partitionOf(((Seat) seat).worker());
    }
  }
}
