package dev.kindling.jobs.verb;

import dev.kindling.jobs.run.Findings.SchedulePoint;
import dev.kindling.jobs.run.History;
import dev.kindling.jobs.run.JsonFormat;
import dev.kindling.train.Run;
import dev.kindling.train.cluster.Progress.RoundRecord;
import dev.kindling.train.cluster.Progress.StepPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The history of a finished run. */
final class Histories {
  private Histories() {}

  /** Every round and epoch, attempts before a resume included. */
  static History of(Run run) {
    int steps = run.rounds().stream().mapToInt(RoundRecord::to).max().orElse(1);
    int epochs = run.recipe().epochs();
    Unit unit = Unit.of(run.recipe().architecture());
    Map<Integer, StepPoint> points = new TreeMap<>();
    run.steps().forEach(point -> points.put(point.epoch() * steps + point.step(), point));
    List<History.Round> rounds = new ArrayList<>();
    for (RoundRecord round : run.rounds()) {
      StepPoint last =
          points.getOrDefault(
              round.epoch() * steps + round.to() - 1,
              new StepPoint(round.epoch(), round.to(), round.loss(), Double.NaN, Double.NaN));
      rounds.add(
          new History.Round(
              History.Round.EVENT,
              round.round(),
              round.epoch(),
              (round.epoch() + (double) round.to() / steps) / epochs,
              round.examples(),
              round.loss(),
              last.rate(),
              last.momentum(),
              round.seconds(),
              round.bytes(),
              round.costs()));
    }
    return new History(
        rounds,
        run.epochs().stream()
            .map(
                epoch ->
                    new History.Epoch(
                        History.Epoch.EVENT,
                        epoch.epoch(),
                        unit.means(epoch.train().metrics()),
                        unit.means(epoch.valid()),
                        epoch.seconds()))
            .toList());
  }

  /** Learning rate and momentum at every step. */
  static List<SchedulePoint> schedule(Run run) {
    int steps = 1 + run.steps().stream().mapToInt(StepPoint::step).max().orElse(0);
    double all = (double) steps * run.recipe().epochs();
    return run.steps().stream()
        .map(
            point ->
                new SchedulePoint(
                    ((double) point.epoch() * steps + point.step()) / all,
                    point.rate(),
                    point.momentum()))
        .toList();
  }

  /** As the file has it. */
  static String lines(History history) {
    StringBuilder lines = new StringBuilder();
    history.rounds().forEach(round -> lines.append(JsonFormat.line(round)).append('\n'));
    history.epochs().forEach(epoch -> lines.append(JsonFormat.line(epoch)).append('\n'));
    return lines.toString();
  }
}
