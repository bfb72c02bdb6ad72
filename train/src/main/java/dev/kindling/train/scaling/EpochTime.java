package dev.kindling.train.scaling;

import dev.kindling.train.cluster.Forecast;

/**
 * A predicted epoch of synchronous rounds, without validation and checkpoints.
 *
 * @param steps of each worker
 * @param rounds of the epoch
 * @param seconds of all of it
 * @param efficiency seconds of one worker without rounds over those of all workers together: 1 is
 *     perfect
 * @param round the parts of one
 */
public record EpochTime(long steps, long rounds, double seconds, double efficiency, Round round) {
  /** Bytes that Spark's broadcast sends at a time. */
  static final long BLOCK = 4L << 20;

  /**
   * Seconds of a round beside the steps.
   *
   * @param broadcast until all have the state
   * @param aggregation until the driver has the mean
   * @param outer of the outer optimizer
   * @param waiting for the slowest worker
   */
  public record Round(double broadcast, double aggregation, double outer, double waiting) {
    /** All of them. */
    public double seconds() {
      return broadcast + aggregation + outer + waiting;
    }
  }

  /**
   * Predicts it.
   *
   * @param workers K
   * @param stepsPerRound H
   * @param forecast of what a round of so many workers moves
   */
  public static EpochTime of(
      EpochWork work,
      int workers,
      int stepsPerRound,
      Forecast forecast,
      RoundFigures figures,
      ClusterFigures cluster) {
    Checks.above("Workers", workers, 0);
    Checks.above("Steps per round", stepsPerRound, 0);
    long steps = work.steps(workers);
    long rounds = EpochWork.ceiling(steps, stepsPerRound);
    Round round =
        new Round(
            broadcast(forecast, workers, figures, cluster),
            aggregation(forecast, workers, figures, cluster),
            forecast.broadcast() * figures.outer(),
            waiting(work, workers, Math.min(stepsPerRound, steps)));
    double seconds =
        steps * work.stepSeconds() * cluster.crowding(workers) + rounds * round.seconds();
    return new EpochTime(steps, rounds, seconds, work.alone() / (workers * seconds), round);
  }

  /** Blocks come one after another, from whoever has them: the last has come after log2 K hops. */
  private static double broadcast(
      Forecast forecast, int workers, RoundFigures figures, ClusterFigures cluster) {
    long bytes = forecast.broadcast();
    int hops = Integer.SIZE - Integer.numberOfLeadingZeros(workers - 1);
    return bytes * figures.broadcast() * cluster.crowding(workers)
        + bytes / cluster.bytesPerSecond()
        + hops * Math.min(bytes, BLOCK) / cluster.bytesPerSecond()
        + EpochWork.ceiling(bytes, BLOCK) * cluster.latency();
  }

  private static double aggregation(
      Forecast forecast, int workers, RoundFigures figures, ClusterFigures cluster) {
    long bytes = forecast.broadcast();
    double scheduling = figures.overhead() + workers * figures.perWorker();
    double writing = bytes * figures.worker() * cluster.crowding(workers);
    int mergers = (int) Math.min(workers, Math.max(1, forecast.slices()));
    double merging =
        bytes * figures.merge() * ((double) workers / mergers) * cluster.crowding(mergers);
    double moving =
        forecast.sent() / (double) mergers / cluster.bytesPerSecond()
            + forecast.collected() / cluster.bytesPerSecond();
    double answers = (mergers > 1 ? 4 : 2) * cluster.latency();
    return scheduling + writing + merging + moving + answers;
  }

  /** About what the slowest of K sums of H steps takes longer than their mean. */
  private static double waiting(EpochWork work, int workers, long steps) {
    return work.jitter() * work.stepSeconds() * Math.sqrt(steps) * Math.sqrt(2 * Math.log(workers));
  }
}
