package dev.kindling.train.optim;

import java.io.Serializable;
import java.util.List;

/**
 * The value of a setting, such as the learning rate, at each position of a fit: 0 at its start, 1
 * at its end. A pure function, so every worker that knows the position knows the value.
 */
@FunctionalInterface
public interface Schedule extends Serializable {
  /**
   * The value there.
   *
   * @param position in [0, 1]
   */
  double at(double position);

  /** The same value everywhere. */
  static Schedule constant(double value) {
    return linear(value, value);
  }

  /** A straight line. */
  static Schedule linear(double from, double to) {
    return new Annealing(Annealing.Curve.LINEAR, from, to);
  }

  /** Half a cosine wave: flat at both ends. */
  static Schedule cosine(double from, double to) {
    return new Annealing(Annealing.Curve.COSINE, from, to);
  }

  /**
   * A constant factor per step.
   *
   * @param from more than 0
   * @param to more than 0
   */
  static Schedule exponential(double from, double to) {
    return new Annealing(Annealing.Curve.EXPONENTIAL, from, to);
  }

  /** One schedule after another; at a boundary the later one counts. */
  static Schedule phases(List<Phase> phases) {
    return new Phases(phases);
  }

  /** One schedule after another; at a boundary the later one counts. */
  static Schedule phases(Phase... phases) {
    return new Phases(List.of(phases));
  }

  /**
   * The one-cycle learning rate: half a cosine from a tenth of the peak up to it, then another down
   * to a hundred-thousandth of it. Smith: "Super-convergence", 2018.
   *
   * @param peak the highest rate; 0 keeps a group as it is
   * @param warmup share of the fit spent going up, in (0, 1)
   */
  static Schedule oneCycle(double peak, double warmup) {
    return cycle(warmup, peak / 10, peak, peak / 1e5);
  }

  /** The momentum that goes with {@link #oneCycle}: .95 down to .85 and back, by cosines. */
  static Schedule oneCycleMomentum(double warmup) {
    return cycle(warmup, 0.95, 0.85, 0.95);
  }

  /**
   * Half a cosine from start to middle in the first {@code turn} of the fit, another to the end.
   */
  static Schedule cycle(double turn, double start, double middle, double end) {
    return phases(new Phase(turn, cosine(start, middle)), new Phase(1 - turn, cosine(middle, end)));
  }

  /**
   * A part of a fit with a schedule of its own.
   *
   * @param fraction share of the fit, in (0, 1]
   * @param schedule what happens in it, from its own position 0 to its own 1
   */
  record Phase(double fraction, Schedule schedule) implements Serializable {
    public Phase {
      if (!(fraction > 0 && fraction <= 1)) {
        throw new IllegalArgumentException("Phase fraction must be in (0, 1], got " + fraction);
      }
    }
  }
}
