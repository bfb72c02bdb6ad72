package dev.kindling.train.scaling;

/**
 * The machines: each worker has an executor, and each executor a link of its own, both ways at
 * once, into a network that is never the bottleneck itself.
 *
 * @param bytesPerSecond of a link, one way; infinite where all is on one machine
 * @param latency seconds until an answer begins
 * @param atOnce workers that compute at a time without taking cores from one another
 */
public record ClusterFigures(double bytesPerSecond, double latency, int atOnce) {
  public ClusterFigures {
    Checks.above("Bytes per second", bytesPerSecond, 0);
    Checks.atLeastZero("Latency", latency);
    Checks.above("Workers at once", atOnce, 0);
  }

  /**
   * Machines of their own.
   *
   * @param gigabits per second of a link
   * @param latency in seconds
   */
  public static ClusterFigures network(double gigabits, double latency) {
    return new ClusterFigures(gigabits * 1e9 / 8, latency, Integer.MAX_VALUE);
  }

  /** One machine with so many cores, on which nothing leaves memory. */
  public static ClusterFigures oneMachine(int cores) {
    return new ClusterFigures(Double.POSITIVE_INFINITY, 0, cores);
  }

  /** How much longer everything takes that so many do at a time. */
  double crowding(int doing) {
    return Math.max(1, doing / (double) atOnce);
  }
}
