package dev.kindling.train.optim;

import static java.util.Objects.requireNonNull;

import dev.kindling.train.engine.ParameterLayout;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * Adam, with decoupled weight decay after the step. Kingma, Ba: "Adam", 2015; Loshchilov, Hutter:
 * "Decoupled weight decay regularization", 2019.
 *
 * <p>Momentum is scheduled; averages are debiased by its value at the step, and epsilon is added to
 * the debiased root.
 *
 * @param squareMomentum share of the average of squares kept, in [0, 1)
 * @param epsilon what is added to the root, more than 0
 * @param weightDecay share of each parameter taken away, times the rate; at least 0
 * @param l2 share of each parameter added to its gradient, at least 0
 * @param groups which parameters take which rate
 */
public record Adam(
    double squareMomentum, double epsilon, double weightDecay, double l2, ParameterGroups groups)
    implements Optimizer {
  public Adam {
    Settings.requireMomentum("Adam's square momentum", squareMomentum);
    Settings.requirePositive("Adam's epsilon", epsilon);
    Settings.requireNotNegative("Adam's weight decay", weightDecay);
    Settings.requireNotNegative("Adam's L2", l2);
    requireNonNull(groups, "groups");
  }

  /** This, with another momentum for the average of squares. */
  public Adam squareMomentum(double squareMomentum) {
    return new Adam(squareMomentum, epsilon, weightDecay, l2, groups);
  }

  /** This, with another epsilon. */
  public Adam epsilon(double epsilon) {
    return new Adam(squareMomentum, epsilon, weightDecay, l2, groups);
  }

  /** This, with decoupled weight decay. */
  public Adam weightDecay(double weightDecay) {
    return new Adam(squareMomentum, epsilon, weightDecay, l2, groups);
  }

  /** This, with decay as a part of the loss. */
  public Adam l2(double l2) {
    return new Adam(squareMomentum, epsilon, weightDecay, l2, groups);
  }

  /** This, with other parameter groups. */
  public Adam groups(ParameterGroups groups) {
    return new Adam(squareMomentum, epsilon, weightDecay, l2, groups);
  }

  @Override
  public String name() {
    return "adam";
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
        List.of(Link.AVERAGE, Link.SQUARE),
        List.of(
            new Link.L2(l2),
            new Link.Average(),
            new Link.Square(squareMomentum),
            new Link.DownAdam(squareMomentum, epsilon),
            new Link.Shrink(weightDecay)));
  }
}
