package dev.kindling.train.cluster;

import dev.kindling.train.loop.Recipe;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Hypers;
import java.util.List;

/**
 * How many steps every worker takes between two averagings, over a fit: a pure function of where
 * the fit is and, {@link #lasting by wall time}, of what its first rounds took. An epoch always
 * ends with a round.
 */
public sealed interface RoundLength {
  /** The same number throughout, at least 1. */
  static RoundLength fixed(int steps) {
    return new Fixed(steps);
  }

  /**
   * The quadratic synchronisation rule (Gu et al.: "A Quadratic Synchronization Rule for
   * Distributed Deep Learning", 2023): {@code max(steps, floor((alpha / r)^2))}, with r the highest
   * learning rate from here to the end of the fit, so that a warm-up has the rounds of the peak
   * after it.
   *
   * @param steps at least so many
   * @param alpha above 0, in the unit of the rate
   */
  static RoundLength quadratic(int steps, double alpha) {
    return new Quadratic(steps, alpha);
  }

  /**
   * Post-local SGD (Lin et al.: "Don't Use Large Mini-Batches, Use Local SGD", 2020): every step is
   * averaged until that share of the fit is done; then this.
   *
   * @param fraction in (0, 1]
   */
  default RoundLength startingAfter(double fraction) {
    return new PostLocal(fraction, this);
  }

  /**
   * By wall time: the first {@value Timed#MEASURED} rounds have a number of steps; then as many as
   * took that long in those but the first, which compiles. What was measured is a part of
   * checkpoints, but two runs may differ.
   *
   * @param seconds of a worker's steps, above 0
   * @param steps of the first rounds, at least 1
   */
  static RoundLength lasting(double seconds, int steps) {
    return new Timed(seconds, steps);
  }

  /**
   * The length from now on.
   *
   * @param rounds those that are over
   */
  default RoundLength knowing(List<Progress.RoundRecord> rounds) {
    return this;
  }

  /**
   * Where the round that begins at a cursor ends.
   *
   * @return a step of the same epoch, in (cursor's, stepsPerEpoch]
   */
  int end(Cursor cursor, int stepsPerEpoch, Recipe recipe);

  /** Rounds of a whole fit. */
  default long rounds(int stepsPerEpoch, Recipe recipe) {
    long rounds = 0;
    for (int epoch = 0; epoch < recipe.epochs(); epoch++) {
      for (int step = 0; step < stepsPerEpoch; rounds++) {
        step = end(new Cursor(epoch, step), stepsPerEpoch, recipe);
      }
    }
    return rounds;
  }

  /**
   * An epoch is cut into rounds as even as whole steps allow and as near to the length as that
   * gives, so that no short round at its end leaves the average to the few workers that still have
   * a batch.
   */
  record Fixed(int steps) implements RoundLength {
    public Fixed {
      requirePositive(steps);
    }

    @Override
    public int end(Cursor cursor, int stepsPerEpoch, Recipe recipe) {
      long rounds = Math.max(1, Math.round((double) stepsPerEpoch / steps));
      long round = ((cursor.step() + 1) * rounds - 1) / stepsPerEpoch + 1;
      return (int) (round * stepsPerEpoch / rounds);
    }

    @Override
    public String toString() {
      return Integer.toString(steps);
    }
  }

  /** See {@link RoundLength#quadratic}; what is left of an epoch is cut as evenly. */
  record Quadratic(int steps, double alpha) implements RoundLength {
    /** Places of the fit at which the schedule is looked at. */
    private static final int PLACES = 1000;

    public Quadratic {
      requirePositive(steps);
      if (!(alpha > 0) || alpha == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("Alpha must be finite and above 0, got " + alpha);
      }
    }

    @Override
    public int end(Cursor cursor, int stepsPerEpoch, Recipe recipe) {
      int left = stepsPerEpoch - cursor.step();
      double ratio = alpha / highest(recipe.schedule(), position(cursor, stepsPerEpoch, recipe));
      double length = Math.max(steps, Math.min(left, Math.floor(ratio * ratio)));
      long rounds = Math.max(1, Math.round(left / length));
      return (int) (cursor.step() + left / rounds);
    }

    private static double highest(FitSchedule schedule, double position) {
      double highest = rate(schedule, position);
      for (int place = (int) Math.ceil(position * PLACES); place <= PLACES; place++) {
        highest = Math.max(highest, rate(schedule, place / (double) PLACES));
      }
      return highest;
    }

    private static double rate(FitSchedule schedule, double position) {
      return schedule.at(position).groups().stream()
          .mapToDouble(Hypers.Hyper::rate)
          .max()
          .orElse(0);
    }

    @Override
    public String toString() {
      return "%d, quadratic, alpha %s".formatted(steps, alpha);
    }
  }

  /** See {@link RoundLength#lasting}. */
  record Timed(double seconds, int steps) implements RoundLength {
    /** Rounds of a given number of steps, of which the first is not measured. */
    static final int MEASURED = 3;

    public Timed {
      requirePositive(steps);
      if (!(seconds > 0) || seconds == Double.POSITIVE_INFINITY) {
        throw new IllegalArgumentException("Seconds must be finite and above 0, got " + seconds);
      }
    }

    @Override
    public RoundLength knowing(List<Progress.RoundRecord> rounds) {
      if (rounds.size() < MEASURED) {
        return this;
      }
      double took = 0;
      long measured = 0;
      for (Progress.RoundRecord round : rounds.subList(1, MEASURED)) {
        took += round.costs().steps() + round.costs().input();
        measured += round.to() - round.from();
      }
      return new Fixed((int) Math.max(1, Math.min(Integer.MAX_VALUE, seconds * measured / took)));
    }

    @Override
    public int end(Cursor cursor, int stepsPerEpoch, Recipe recipe) {
      return new Fixed(steps).end(cursor, stepsPerEpoch, recipe);
    }

    @Override
    public String toString() {
      return "%s s, first %d".formatted(seconds, steps);
    }
  }

  /** See {@link RoundLength#startingAfter}. */
  record PostLocal(double fraction, RoundLength then) implements RoundLength {
    public PostLocal {
      if (!(fraction > 0 && fraction <= 1)) {
        throw new IllegalArgumentException("Fraction must be in (0, 1], got " + fraction);
      }
    }

    @Override
    public RoundLength knowing(List<Progress.RoundRecord> rounds) {
      return new PostLocal(fraction, then.knowing(rounds));
    }

    @Override
    public int end(Cursor cursor, int stepsPerEpoch, Recipe recipe) {
      return position(cursor, stepsPerEpoch, recipe) < fraction
          ? cursor.step() + 1
          : then.end(cursor, stepsPerEpoch, recipe);
    }

    @Override
    public String toString() {
      return "1 up to %s, then %s".formatted(fraction, then);
    }
  }

  private static double position(Cursor cursor, int stepsPerEpoch, Recipe recipe) {
    long done = (long) cursor.epoch() * stepsPerEpoch + cursor.step();
    return done / ((double) recipe.epochs() * stepsPerEpoch);
  }

  private static void requirePositive(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("Steps per round must be at least 1, got " + steps);
    }
  }
}
