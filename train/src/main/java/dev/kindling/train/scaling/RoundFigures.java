package dev.kindling.train.scaling;

/**
 * What processors do for a round beside the workers' steps, as measured by {@code bin/bench
 * averaging} where the network costs nothing. Bytes are those of the state, uncompressed.
 *
 * @param overhead seconds of scheduling, whatever the size
 * @param perWorker seconds of scheduling for each worker
 * @param broadcast seconds per byte: writing the state on the driver, reading it on an executor
 * @param worker seconds per byte that every worker takes to write what it sends
 * @param merge seconds per byte and worker to read that and add it to the mean
 * @param outer seconds per byte of the outer optimizer on the driver
 */
public record RoundFigures(
    double overhead,
    double perWorker,
    double broadcast,
    double worker,
    double merge,
    double outer) {
  public RoundFigures {
    Checks.atLeastZero("Overhead", overhead);
    Checks.atLeastZero("Overhead per worker", perWorker);
    Checks.atLeastZero("Broadcast", broadcast);
    Checks.atLeastZero("Worker", worker);
    Checks.atLeastZero("Merge", merge);
    Checks.atLeastZero("Outer", outer);
  }

  /** The same on processors that are so many times as fast. */
  public RoundFigures faster(double times) {
    Checks.above("Speed", times, 0);
    return new RoundFigures(
        overhead / times,
        perWorker / times,
        broadcast / times,
        worker / times,
        merge / times,
        outer / times);
  }
}
