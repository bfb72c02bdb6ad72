package dev.kindling.train.optim;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.ParameterLayout;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Gradient descent along a running sum, {@code average = momentum * average + gradient}, then
 * weight decay. The momentum is scheduled.
 *
 * @param weightDecay share of each parameter taken away, times the rate; at least 0
 * @param l2 share of each parameter added to its gradient, at least 0
 * @param groups which parameters take which rate
 */
public record Momentum(double weightDecay, double l2, ParameterGroups groups) implements Optimizer {
  public Momentum {
    Settings.requireNotNegative("Weight decay", weightDecay);
    Settings.requireNotNegative("L2", l2);
    requireNonNull(groups, "groups");
  }

  /** This, with decoupled weight decay. */
  public Momentum weightDecay(double weightDecay) {
    return new Momentum(weightDecay, l2, groups);
  }

  /** This, with decay as a part of the loss. */
  public Momentum l2(double l2) {
    return new Momentum(weightDecay, l2, groups);
  }

  /** This, with other parameter groups. */
  public Momentum groups(ParameterGroups groups) {
    return new Momentum(weightDecay, l2, groups);
  }

  @Override
  public String name() {
    return "momentum";
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
        List.of(Link.AVERAGE),
        List.of(
            new Link.L2(l2), new Link.Sum(), new Link.DownAverage(), new Link.Shrink(weightDecay)));
  }
}
