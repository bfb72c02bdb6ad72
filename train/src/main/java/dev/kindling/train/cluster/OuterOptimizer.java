package dev.kindling.train.cluster;

import dev.kindling.train.engine.ParameterLayout;
import dev.kindling.train.engine.ParameterLayout.Span;
import java.io.Serializable;
import java.util.List;

/**
 * What the driver makes of a round's averaged parameters. With {@code x} what the round started
 * from, {@code a} the workers' mean and {@code d = x - a} the outer gradient, local SGD goes to
 * {@code a}; the others go on in the direction of rounds before. All work element by element, in
 * double, rounded once; running statistics are not learned and always become their mean.
 */
public sealed interface OuterOptimizer extends Serializable {
  /** Takes the average as it is: local SGD (Stich: "Local SGD converges fast", 2019). */
  static OuterOptimizer average() {
    return new Average();
  }

  /**
   * Slow momentum (Wang et al.: "SlowMo", 2020, algorithm 1): {@code u = momentum * u + d / r},
   * then {@code x - rate * r * u}, r the workers' learning rate at the round's first step. Where r
   * is 0 nothing moves. With rate 1 and momentum 0 it is the average, bit for bit.
   *
   * @param rate alpha, above 0; the paper uses 1
   * @param momentum beta, in [0, 1); the paper uses 0.4 to 0.8
   */
  static OuterOptimizer slowMomentum(double rate, double momentum) {
    return new SlowMomentum(rate, momentum);
  }

  /**
   * Nesterov momentum as DiLoCo has it (Douillard et al., 2023): {@code b = momentum * b + d}, then
   * {@code x - rate * (d + momentum * b)}. With rate 1 and momentum 0 it is the average, bit for
   * bit.
   *
   * @param rate above 0; the paper uses 0.7
   * @param momentum in [0, 1); the paper uses 0.9
   */
  static OuterOptimizer nesterov(double rate, double momentum) {
    return new Nesterov(rate, momentum);
  }

  /** Whether it remembers a number for each parameter from round to round. */
  boolean remembers();

  /**
   * Turns the average of the parameters [from, to) into what the next round starts from.
   *
   * @param before what the round started from, not written to
   * @param averaged the workers' mean; becomes the result
   * @param memory what it remembers; changed
   * @param innerRate the workers' learning rate at the round's first step, at least 0
   */
  void step(float[] before, float[] averaged, float[] memory, int from, int to, double innerRate);

  /** What it remembers before the first round; empty if nothing. */
  default float[] start(ParameterLayout layout) {
    return remembers() ? new float[layout.size()] : new float[0];
  }

  /**
   * {@link #step Steps} over all that is learned.
   *
   * @param innerRates one for each span of the layout
   */
  default void step(
      ParameterLayout layout,
      float[] before,
      float[] averaged,
      float[] memory,
      double[] innerRates) {
    List<Span> spans = layout.spans();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (span.kind().learned()) {
        step(before, averaged, memory, span.offset(), span.end(), innerRates[i]);
      }
    }
  }

  /** The average as it is. */
  record Average() implements OuterOptimizer {
    @Override
    public boolean remembers() {
      return false;
    }

    @Override
    public void step(
        float[] before, float[] averaged, float[] memory, int from, int to, double innerRate) {}

    @Override
    public String toString() {
      return "average";
    }
  }

  /**
   * See {@link OuterOptimizer#slowMomentum}. Since {@code x - d} is the average, it is written as
   * that and a correction, which is 0 where it should be.
   */
  record SlowMomentum(double rate, double momentum) implements OuterOptimizer {
    public SlowMomentum {
      requireRateAndMomentum(rate, momentum);
    }

    @Override
    public boolean remembers() {
      return true;
    }

    @Override
    public void step(
        float[] before, float[] averaged, float[] memory, int from, int to, double innerRate) {
      for (int i = from; i < to; i++) {
        double gradient = (double) before[i] - averaged[i];
        double kept = momentum * memory[i];
        correct(averaged, i, (1 - rate) * gradient - rate * innerRate * kept);
        memory[i] = (float) (innerRate == 0 ? kept : kept + gradient / innerRate);
      }
    }

    @Override
    public String toString() {
      return "slow-momentum, rate %s, momentum %s".formatted(rate, momentum);
    }
  }

  /** See {@link OuterOptimizer#nesterov}; written as {@link SlowMomentum} is. */
  record Nesterov(double rate, double momentum) implements OuterOptimizer {
    public Nesterov {
      requireRateAndMomentum(rate, momentum);
    }

    @Override
    public boolean remembers() {
      return true;
    }

    @Override
    public void step(
        float[] before, float[] averaged, float[] memory, int from, int to, double innerRate) {
      for (int i = from; i < to; i++) {
        double gradient = (double) before[i] - averaged[i];
        double sum = momentum * memory[i] + gradient;
        correct(averaged, i, (1 - rate) * gradient - rate * momentum * sum);
        memory[i] = (float) sum;
      }
    }

    @Override
    public String toString() {
      return "nesterov, rate %s, momentum %s".formatted(rate, momentum);
    }
  }

  private static void correct(float[] values, int at, double correction) {
    if (correction != 0) { // adding 0 would lose the sign of -0
      values[at] = (float) (values[at] + correction);
    }
  }

  private static void requireRateAndMomentum(double rate, double momentum) {
    if (!(rate > 0) || rate == Double.POSITIVE_INFINITY || !(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException(
          "An outer optimizer needs a rate above 0 and a momentum in [0, 1), got %s and %s"
              .formatted(rate, momentum));
    }
  }
}
