package dev.kindling.jobs.verb;

import dev.kindling.jobs.run.History;
import dev.kindling.jobs.run.RunDirectory;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.model.MetricSum;
import dev.kindling.train.optim.FitSchedule;
import dev.kindling.train.optim.Hypers;

/**
 * Writes rounds and epochs to the run's history while they happen; the finished run writes it anew
 * with what only it knows.
 *
 * @param directory of the run
 * @param schedule of the fit
 * @param unit of its examples
 */
record LiveHistory(RunDirectory directory, FitSchedule schedule, Unit unit) implements RunListener {
  @Override
  public void afterRound(Round round) {
    double position = (round.epoch() + (double) round.step() / round.steps()) / round.epochs();
    Hypers.Hyper hyper = schedule.at(position).groups().get(0);
    directory.append(
        new History.Round(
            History.Round.EVENT,
            round.round(),
            round.epoch(),
            position,
            round.examples(),
            round.train().getOrDefault(Outcome.LOSS, MetricSum.NONE).mean(),
            hyper.rate(),
            hyper.momentum(),
            round.seconds(),
            round.costs().bytes(),
            round.costs()));
  }

  @Override
  public void afterEpoch(Epoch epoch) {
    directory.append(
        new History.Epoch(
            History.Epoch.EVENT,
            epoch.epoch(),
            unit.means(epoch.train()),
            unit.means(epoch.valid()),
            epoch.seconds()));
  }
}
