package dev.kindling.train.cluster;

import java.util.Locale;

/** What becomes of the workers' optimizer states at the end of a round. */
public enum OptimizerPolicy {
  /** Averaged as the parameters are, and sent with them. */
  AVERAGE,
  /** Forgotten: each round starts with a fresh one. */
  RESET,
  /** Kept: each worker goes on with its own, which stays where the worker is. */
  KEEP;

  /** The name in settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The policy of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static OptimizerPolicy of(String text) {
    for (OptimizerPolicy policy : values()) {
      if (policy.text().equals(text)) {
        return policy;
      }
    }
    throw new IllegalArgumentException(
        "Optimizer policy must be average, reset or keep, got \"" + text + "\"");
  }
}
