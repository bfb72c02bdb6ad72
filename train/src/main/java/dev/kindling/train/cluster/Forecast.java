package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;

/**
 * What a round moves and what it needs in memory, before it is run, in bytes. What is moved is
 * exact but for headers; memory is a plan with room, not a limit.
 *
 * @param broadcast what each executor fetches before the round
 * @param sent by all workers at its end
 * @param collected from the shuffle by the driver; 0 where it takes what was sent as it is
 * @param kept by each worker to itself, on its executor; all of it passes through the driver at a
 *     checkpoint, at least every 8 rounds
 * @param driver memory on the driver
 * @param worker memory of an executor for each worker that it trains at a time
 */
public record Forecast(
    long broadcast, long sent, long collected, long kept, long driver, long worker) {
  /** What a JVM needs beside copies of the state. */
  private static final long JVM = 1_000_000_000;

  /** Copies of the state that a driver holds at its worst. */
  private static final int DRIVER_COPIES = 10;

  /** Copies of a broadcast that stay on the driver: as it is, and as blocks. */
  private static final int BROADCAST_COPIES = 2;

  /** Copies of what a worker keeps that a driver holds while a checkpoint is made. */
  private static final int KEPT_COPIES = 3;

  /**
   * Of a round of that strategy.
   *
   * @param optimizerVectors that the optimizer keeps beside the parameters
   */
  public static Forecast of(
      Strategy.ParameterAveraging strategy, ParameterLayout layout, int optimizerVectors) {
    long vector = (long) Float.BYTES * layout.size();
    OptimizerPolicy policy = strategy.optimizerPolicy();
    boolean compresses = strategy.compression() != Compression.NONE;
    int shared = policy == OptimizerPolicy.AVERAGE ? 1 + optimizerVectors : 1;
    SliceFormat format = new SliceFormat(layout, shared, strategy.compression());
    long sent = format.bytes() * strategy.workers();
    boolean reduces = strategy.exchange().of(sent, strategy.workers()) == Exchange.REDUCE;
    long kept =
        vector * ((policy == OptimizerPolicy.KEEP ? optimizerVectors : 0) + (compresses ? 1 : 0));
    long state = vector * shared;
    long lineage =
        strategy.workersRemember() ? BROADCAST_COPIES * WorkerMemories.LINEAGE_ROUNDS * state : 0;
    return new Forecast(
        state,
        sent,
        reduces ? 0 : state,
        kept,
        JVM
            + DRIVER_COPIES * state
            + (strategy.outer().remembers() ? 2 * vector : 0)
            + (reduces ? 2 * sent : 0)
            + KEPT_COPIES * kept * strategy.workers()
            + lineage,
        JVM
            + 2 * state
            + 2 * kept
            + (policy == OptimizerPolicy.AVERAGE ? 0 : vector * optimizerVectors)
            + (compresses ? 2 * vector : 0));
  }

  /** Of a training by the driver's JVM alone: nothing is moved. */
  public static Forecast alone(ParameterLayout layout, int optimizerVectors) {
    long state = (long) Float.BYTES * layout.size() * (1 + optimizerVectors);
    return new Forecast(0, 0, 0, 0, JVM + DRIVER_COPIES * state, JVM);
  }

  /** Memory of an executor that trains so many workers at a time. */
  public long executor(int workers) {
    return JVM + workers * (worker - JVM);
  }

  /** Memory of a driver that is its own executor, and trains so many workers at a time. */
  public long driverAlone(int workers) {
    return driver + executor(workers) - JVM;
  }

  /** Slices that meet in the shuffle, which at most so many tasks merge; 0 without one. */
  public long slices() {
    long slice = (long) Float.BYTES * Slices.SLICE_LENGTH;
    return (collected + slice - 1) / slice;
  }

  /** All that is moved in a round, with one broadcast. */
  public long moved() {
    return broadcast + sent + collected;
  }
}
