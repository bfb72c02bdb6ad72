package dev.kindling.train.cluster;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * What workers keep to themselves from round to round, where the workers are: on the executors, in
 * memory or where that is short on disk, as a part of the round's results. A lost one is computed
 * again by Spark's lineage from the round before, and that from the one before it, so the
 * broadcasts of these rounds are kept, on the driver alone. So that they are few, all is brought to
 * the driver and sent out anew from time to time, and whenever a checkpoint is made. Used by one
 * thread.
 */
final class WorkerMemories implements AutoCloseable {
  /** Rounds after which all is brought to the driver; at most so many are done again. */
  static final int LINEAGE_ROUNDS = 8;

  private final JavaSparkContext spark;
  private final boolean used;
  private final List<Broadcast<WireState>> lineage = new ArrayList<>();
  private Map<Integer, Broadcast<WorkerMemory>> given = Map.of();
  private Optional<JavaRDD<Part>> last = Optional.empty();

  /**
   * Of workers that keep something, or not.
   *
   * @param used whether workers keep anything
   */
  WorkerMemories(JavaSparkContext spark, boolean used) {
    this.spark = spark;
    this.used = used;
  }

  /** Makes these what the next round goes on from. */
  void load(SortedMap<Integer, WorkerMemory> memories) {
    forget();
    Map<Integer, Broadcast<WorkerMemory>> sent = new HashMap<>();
    memories.forEach((worker, memory) -> sent.put(worker, spark.broadcast(memory)));
    given = sent;
  }

  /** The results of a round, computed when they are asked for; {@link #done} follows. */
  JavaRDD<Part> train(DealtSplit train, Broadcast<WireState> from, Stint stint) {
    if (!used) {
      return train.each((shard, worker) -> stint.train(from, WorkerMemory.NONE, shard, worker));
    }
    if (lineage.size() >= LINEAGE_ROUNDS) {
      load(toDriver());
    }
    JavaRDD<Part> parts =
        last.map(before -> goingOn(train, before, from, stint))
            .orElseGet(() -> starting(train, from, stint));
    return parts.persist(StorageLevel.MEMORY_AND_DISK());
  }

  private JavaRDD<Part> starting(DealtSplit train, Broadcast<WireState> from, Stint stint) {
    HashMap<Integer, Broadcast<WorkerMemory>> memories = new HashMap<>(given);
    return train.each(
        (shard, worker) ->
            stint.train(
                from,
                memories.containsKey(worker) ? memories.get(worker).getValue() : WorkerMemory.NONE,
                shard,
                worker));
  }

  private static JavaRDD<Part> goingOn(
      DealtSplit train, JavaRDD<Part> before, Broadcast<WireState> from, Stint stint) {
    return train.each(
        kept(before), (shard, worker, memory) -> stint.train(from, memory, shard, worker));
  }

  private static JavaRDD<Part.Kept> kept(JavaRDD<Part> parts) {
    return parts.filter(part -> part instanceof Part.Kept).map(part -> (Part.Kept) part);
  }

  /** The round is over: its results are what the next one goes on from. */
  void done(JavaRDD<Part> parts, Broadcast<WireState> from) {
    if (!used) {
      from.destroy();
      return;
    }
    last.ifPresent(before -> before.unpersist(false));
    last = Optional.of(parts);
    from.unpersist(false);
    lineage.add(from);
  }

  /** What every worker kept, brought to the driver a partition at a time, and sent out anew. */
  SortedMap<Integer, WorkerMemory> collect() {
    SortedMap<Integer, WorkerMemory> memories = toDriver();
    if (last.isPresent()) {
      load(memories);
    }
    return memories;
  }

  private SortedMap<Integer, WorkerMemory> toDriver() {
    TreeMap<Integer, WorkerMemory> memories = new TreeMap<>();
    given.forEach((worker, memory) -> memories.put(worker, memory.getValue()));
    last.ifPresent(
        parts -> {
          Iterator<Part.Kept> kept = kept(parts).toLocalIterator();
          kept.forEachRemaining(one -> memories.put(one.worker(), one.memory()));
        });
    return Collections.unmodifiableSortedMap(memories);
  }

  private void forget() {
    last.ifPresent(parts -> parts.unpersist(false));
    last = Optional.empty();
    lineage.forEach(broadcast -> broadcast.destroy());
    lineage.clear();
    given.values().forEach(broadcast -> broadcast.destroy());
    given = Map.of();
  }

  @Override
  public void close() {
    forget();
  }
}
