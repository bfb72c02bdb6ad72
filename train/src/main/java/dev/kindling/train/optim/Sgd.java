package dev.kindling.train.optim;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.ParameterLayout;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Plain gradient descent, after weight decay; the scheduled momentum does not matter.
 *
 * @param weightDecay share of each parameter taken away, times the rate; at least 0
 * @param l2 share of each parameter added to its gradient, at least 0
 * @param groups which parameters take which rate
 */
public record Sgd(double weightDecay, double l2, ParameterGroups groups) implements Optimizer {
  public Sgd {
    Settings.requireNotNegative("Weight decay", weightDecay);
    Settings.requireNotNegative("L2", l2);
    requireNonNull(groups, "groups");
  }

  /** This, with decoupled weight decay. */
  public Sgd weightDecay(double weightDecay) {
    return new Sgd(weightDecay, l2, groups);
  }

  /** This, with decay as a part of the loss. */
  public Sgd l2(double l2) {
    return new Sgd(weightDecay, l2, groups);
  }

  /** This, with other parameter groups. */
  public Sgd groups(ParameterGroups groups) {
    return new Sgd(weightDecay, l2, groups);
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public OptimizerState start(ParameterLayout layout) {
    return chain().start(layout);
  }

  @Override
  public void step(
      ParameterLayout layout,
      FloatBuffer parameters,
      FloatBuffer gradient,
      OptimizerState state,
      Hypers hypers) {
    chain().step(layout, parameters, gradient, state, hypers);
  }

  private Chain chain() {
    return new Chain(
        groups,
        List.of(),
        List.of(new Link.Shrink(weightDecay), new Link.L2(l2), new Link.DownGradient()));
  }
}
