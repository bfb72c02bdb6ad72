package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * How gradients change parameters; immutable. The state (moving averages, step count) is a value of
 * its own, so that it can be sent, averaged and saved.
 */
public interface Optimizer extends Serializable {
  /** Its name in settings, such as {@code adam}. */
  String name();

  /** Which parameters take which of the scheduled rates. */
  ParameterGroups groups();

  /** The state before the first step. */
  OptimizerState start(ParameterLayout layout);

  /**
   * One step: changes parameters and state in place. Spans of running statistics are moved by
   * subtracting their gradient and nothing else.
   *
   * @param parameters flat parameters
   * @param gradient flat gradient, may be changed
   * @param state what {@link #start} gave, changed in place
   * @param hypers the values that schedules give this step, one per parameter group
   * @throws IllegalArgumentException if state, layout, groups and hypers do not fit one another
   */
  void step(
      ParameterLayout layout,
      FloatBuffer parameters,
      FloatBuffer gradient,
      OptimizerState state,
      Hypers hypers);

  /** Plain gradient descent without decay. */
  static Sgd sgd() {
    return new Sgd(0, 0, ParameterGroups.one());
  }

  /** Gradient descent with momentum, without decay. */
  static Momentum momentum() {
    return new Momentum(0, 0, ParameterGroups.one());
  }

  /** Adam with square momentum .99 and epsilon 1e-5, without decay. */
  static Adam adam() {
    return new Adam(0.99, 1e-5, 0, 0, ParameterGroups.one());
  }

  /**
   * An optimizer by its name, with one parameter group.
   *
   * @param name {@code sgd}, {@code momentum} or {@code adam}
   * @param settings those that differ from the defaults: {@code weight-decay} and {@code l2}, and
   *     for adam {@code square-momentum} and {@code epsilon}
   * @throws IllegalArgumentException if the name or a setting is not known
   */
  static Optimizer named(String name, Map<String, Double> settings) {
    return Settings.optimizer(name, settings);
  }
}
