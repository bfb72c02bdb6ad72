package dev.kindling.train.cluster;

import java.io.Serializable;

/**
 * What the driver makes of a round's averaged parameters. Local SGD takes them as they are; slow
 * momentum and its like take them as a gradient.
 */
@FunctionalInterface
public interface OuterOptimizer extends Serializable {
  /**
   * The parameters that the next round starts from.
   *
   * @param before what the round started from
   * @param averaged the workers' weighted mean; may be changed and returned
   */
  float[] apply(float[] before, float[] averaged);

  /** Takes the average as it is: local SGD (Stich: "Local SGD converges fast", 2019). */
  static OuterOptimizer average() {
    return (before, averaged) -> averaged;
  }
}
