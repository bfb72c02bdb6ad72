package dev.kindling.train.cluster;

import dev.kindling.augment.BackendUse;
import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.loop.Ending;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.loop.StepRecord;
import dev.kindling.train.loop.TimeSpent;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.optim.Hypers;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a fit has done so far: a value that checkpoints carry as JSON.
 *
 * @param cursor the next step
 * @param soFar training of the present epoch
 * @param epochs those that are over
 * @param rounds those that are over
 * @param steps the curve of loss and rate
 * @param ending why the fit ended before its last epoch; completed if it did not
 */
public record Progress(
    Cursor cursor,
    SoFar soFar,
    List<EpochRecord> epochs,
    List<RoundRecord> rounds,
    List<StepPoint> steps,
    Ending ending) {
  /** Nothing done. */
  static final Progress START =
      new Progress(Cursor.START, SoFar.NONE, List.of(), List.of(), List.of(), Ending.COMPLETED);

  public Progress {
    epochs = List.copyOf(epochs);
    rounds = List.copyOf(rounds);
    steps = List.copyOf(steps);
  }

  /**
   * The training of an epoch up to now.
   *
   * @param examples items trained on
   * @param cancelledExamples items of batches that a callback left or that overflowed
   * @param dropped results of workers that were not finite
   * @param metrics sums by name
   * @param seconds wall time
   */
  public record SoFar(
      long examples,
      long cancelledExamples,
      int dropped,
      SortedMap<String, MetricSum> metrics,
      double seconds) {
    static final SoFar NONE = new SoFar(0, 0, 0, new TreeMap<>(), 0);

    SoFar plus(RoundResult round, double roundSeconds) {
      Outcome outcome = round.outcome();
      TreeMap<String, MetricSum> sums = new TreeMap<>(metrics);
      outcome.metrics().forEach((name, sum) -> sums.merge(name, sum, MetricSum::plus));
      return new SoFar(
          examples + outcome.examples(),
          cancelledExamples + outcome.cancelledExamples(),
          dropped + round.dropped(),
          sums,
          seconds + roundSeconds);
    }
  }

  /**
   * A finished epoch.
   *
   * @param epoch from 0
   * @param train of all workers
   * @param valid sums over the validation items by name; of count 0 if there are none
   * @param seconds wall time, validation included
   */
  public record EpochRecord(
      int epoch, SoFar train, SortedMap<String, MetricSum> valid, double seconds) {}

  /**
   * A finished round.
   *
   * @param round from 0 over the fit
   * @param epoch from 0
   * @param from first step
   * @param to step after the last
   * @param examples items trained on by all workers
   * @param loss mean over them; not a number if all were dropped
   * @param workers that took steps
   * @param dropped of these, those left out because they were not finite
   * @param skipped steps of all workers not taken because their scaled gradient overflowed
   * @param costs where its time went, and what was moved
   * @param augmented what made the batches
   * @param spent where the time of the slowest partition's workers went; the rest of the round's is
   *     Spark's and the averaging's
   * @param seconds wall time
   */
  public record RoundRecord(
      int round,
      int epoch,
      int from,
      int to,
      long examples,
      double loss,
      int workers,
      int dropped,
      int skipped,
      RoundCosts costs,
      BackendUse augmented,
      TimeSpent spent,
      double seconds) {
    /** Bytes of state sent, shuffled and collected. */
    public long bytes() {
      return costs.bytes();
    }
  }

  /**
   * A point of the curves: a step over all workers.
   *
   * @param epoch from 0
   * @param step of the epoch
   * @param loss mean over the workers' items
   * @param rate of the last parameter group: the head, or the only one
   * @param momentum of the same
   */
  public record StepPoint(int epoch, int step, double loss, double rate, double momentum) {}

  Progress afterRound(int epoch, int from, int to, RoundResult result, double seconds) {
    Outcome outcome = result.outcome();
    MetricSum loss = outcome.metrics().getOrDefault(Outcome.LOSS, MetricSum.NONE);
    RoundRecord round =
        new RoundRecord(
            rounds.size(),
            epoch,
            from,
            to,
            outcome.examples(),
            loss.mean(),
            result.workers(),
            result.dropped(),
            outcome.skipped(),
            result.costs(),
            result.augmented(),
            result.spent(),
            seconds);
    return new Progress(
        new Cursor(epoch, to),
        soFar.plus(result, seconds),
        epochs,
        with(rounds, List.of(round)),
        with(steps, points(outcome.history())),
        ending.orStronger(outcome.ending()));
  }

  Progress afterEpoch(Outcome valid, double seconds) {
    EpochRecord epoch =
        new EpochRecord(cursor.epoch(), soFar, valid.metrics(), soFar.seconds() + seconds);
    return new Progress(
        new Cursor(cursor.epoch() + 1, 0),
        SoFar.NONE,
        with(epochs, List.of(epoch)),
        rounds,
        steps,
        new Ending(Ending.Kind.COMPLETED, "")
            .orStronger(fitEnding(ending))
            .orStronger(fitEnding(valid.ending())));
  }

  /** Only what ends the fit outlives an epoch. */
  private static Ending fitEnding(Ending ending) {
    return ending.kind() == Ending.Kind.FIT_CANCELLED ? ending : Ending.COMPLETED;
  }

  /** The fit is over because of this. */
  Progress ended(String reason) {
    return new Progress(
        cursor,
        soFar,
        epochs,
        rounds,
        steps,
        ending.orStronger(new Ending(Ending.Kind.FIT_CANCELLED, reason)));
  }

  /** Steps that a worker took in all rounds. */
  long stepsDone() {
    return rounds.stream().mapToLong(round -> round.to() - round.from()).sum();
  }

  boolean fitCancelled() {
    return ending.kind() == Ending.Kind.FIT_CANCELLED;
  }

  boolean epochCancelled() {
    return ending.kind() != Ending.Kind.COMPLETED;
  }

  /** Mean loss by step over the workers, whose records come one worker after the other. */
  private static List<StepPoint> points(List<StepRecord> history) {
    TreeMap<Integer, MetricSum> losses = new TreeMap<>();
    TreeMap<Integer, StepRecord> any = new TreeMap<>();
    for (StepRecord step : history) {
      any.putIfAbsent(step.step(), step);
      if (Double.isFinite(step.loss())) {
        losses.merge(
            step.step(),
            new MetricSum(step.loss() * step.examples(), step.examples()),
            MetricSum::plus);
      }
    }
    List<StepPoint> points = new ArrayList<>();
    any.forEach(
        (number, step) -> {
          List<Hypers.Hyper> groups = step.hypers().groups();
          Hypers.Hyper head = groups.get(groups.size() - 1);
          points.add(
              new StepPoint(
                  step.epoch(),
                  number,
                  losses.getOrDefault(number, MetricSum.NONE).mean(),
                  head.rate(),
                  head.momentum()));
        });
    return points;
  }

  private static <T> List<T> with(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** The last round as listeners are told of it. */
  RunListener.Round lastRound(int epochCount, int stepsPerEpoch, Outcome outcome) {
    RoundRecord last = rounds.get(rounds.size() - 1);
    return new RunListener.Round(
        last.round(),
        last.epoch(),
        epochCount,
        last.to(),
        stepsPerEpoch,
        last.examples(),
        outcome.metrics(),
        last.seconds(),
        last.costs());
  }

  /** The last epoch as listeners are told of it. */
  RunListener.Epoch lastEpoch(int epochCount) {
    EpochRecord last = epochs.get(epochs.size() - 1);
    return new RunListener.Epoch(
        last.epoch(), epochCount, last.train().metrics(), last.valid(), last.seconds());
  }
}
