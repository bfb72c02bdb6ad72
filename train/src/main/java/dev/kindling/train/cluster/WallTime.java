package dev.kindling.train.cluster;

import dev.kindling.train.loop.TimeSpent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the wall time of a fit went, since it was started or went on. Of workers that train at the
 * same time those of the core that is at it longest count, since everyone waits for it.
 *
 * @param loops in their training and validation loops, nanoseconds
 * @param rounds of all rounds and validations, nanoseconds: the loops, and around them broadcast,
 *     scheduling, waiting for a core, averaging
 * @param total from its start to its end, nanoseconds
 */
public record WallTime(TimeSpent loops, long rounds, long total) {
  static final WallTime NONE = new WallTime(TimeSpent.NONE, 0, 0);

  WallTime plus(TimeSpent loop, long round) {
    return new WallTime(loops.plus(loop), rounds + round, total);
  }

  WallTime lasting(long nanoseconds) {
    return new WallTime(loops, rounds, nanoseconds);
  }

  /**
   * Shares of the total by name, which add up to 1: {@code engine} (forward and backward), {@code
   * loss} (metrics included), {@code optimizer}, {@code input} (waiting for decoding and
   * augmentation), {@code rounds} (Spark and averaging), {@code elsewhere} (callbacks, checkpoints,
   * dealing rows to workers, listeners).
   */
  public Map<String, Double> shares() {
    Map<String, Double> shares = new LinkedHashMap<>();
    long around = rounds - loops.total();
    shares.put("engine", share(loops.engine()));
    shares.put("loss", share(loops.loss()));
    shares.put("optimizer", share(loops.optimizer()));
    shares.put("input", share(loops.input()));
    shares.put("rounds", share(around));
    shares.put("elsewhere", share(total - rounds + loops.other()));
    return Collections.unmodifiableMap(shares);
  }

  private double share(long nanoseconds) {
    return total == 0 ? 0 : nanoseconds / (double) total;
  }
}
