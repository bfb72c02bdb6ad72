package dev.kindling.train.callback;

import static java.util.Objects.requireNonNull;

/**
 * Ends the fit once a validation metric reaches its target.
 *
 * @param metric the metric's name
 * @param target the value to reach from below
 */
public record StopAt(String metric, double target) implements Callback {
  public StopAt {
    requireNonNull(metric, "metric");
    if (!Double.isFinite(target)) {
      throw new IllegalArgumentException("StopAt target must be finite, got " + target);
    }
  }

  @Override
  public void afterEpoch(TrainingState state) {
    double value = state.metric(metric);
    if (value >= target) {
      throw state.cancelFit("%s reached %.4f, target %.4f".formatted(metric, value, target));
    }
  }
}
