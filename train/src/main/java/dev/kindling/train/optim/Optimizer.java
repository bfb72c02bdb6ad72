package dev.kindling.train.optim;

import dev.kindling.train.engine.ParameterLayout;
import java.io.Serializable;
import java.nio.FloatBuffer;

/**
 * How gradients change parameters; immutable. The state (moving averages, step count) is a value of
 * its own, so that it can be sent, averaged and saved.
 */
public interface Optimizer extends Serializable {
  /** Its name in settings, such as {@code adam}. */
  String name();

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
   */
  void step(
      ParameterLayout layout,
      FloatBuffer parameters,
      FloatBuffer gradient,
      OptimizerState state,
      Hypers hypers);
}
