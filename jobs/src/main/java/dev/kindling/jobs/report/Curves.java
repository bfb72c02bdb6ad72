package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;
import static dev.kindling.jobs.report.Html.element;

import dev.kindling.jobs.run.Findings.SchedulePoint;
import dev.kindling.jobs.run.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Plots over the fit; a plot without points is left out. */
final class Curves {
  private static final String LOSS = "loss";

  private Curves() {}

  /** Loss and every other metric over the epochs. */
  static Html training(History history) {
    List<Html> plots = new ArrayList<>();
    plots.add(loss(history));
    history.epochs().stream()
        .flatMap(epoch -> epoch.valid().keySet().stream())
        .filter(name -> !name.equals(LOSS))
        .distinct()
        .sorted()
        .forEach(name -> plots.add(metric(history, name)));
    return side(plots);
  }

  /** Learning rate and momentum over the fit. */
  static Html schedule(List<SchedulePoint> points, int epochs) {
    return side(
        List.of(
            schedule("learning rate", points, epochs, SchedulePoint::rate),
            schedule("momentum", points, epochs, SchedulePoint::momentum)));
  }

  private static Html loss(History history) {
    int epochs = history.epochs().size();
    List<Plot.Line> lines = new ArrayList<>();
    lines.add(
        line(
            "train, by round",
            history.rounds().stream().map(r -> point(r.position() * epochs, r.loss())).toList(),
            false));
    lines.add(valid(history, LOSS));
    return plot("epoch", LOSS, lines);
  }

  /** The mean cosine between the workers' changes of a round. */
  static Html agreement(History history) {
    int epochs = history.epochs().size();
    List<Point> points =
        history.rounds().stream()
            .map(round -> point(round.position() * epochs, round.costs().agreement()))
            .toList();
    return side(List.of(plot("epoch", "agreement", List.of(line("agreement", points, false)))));
  }

  private static Html metric(History history, String name) {
    return plot("epoch", name, List.of(valid(history, name)));
  }

  private static Plot.Line valid(History history, String name) {
    return line(
        "valid",
        history.epochs().stream()
            .filter(epoch -> epoch.valid().containsKey(name))
            .map(epoch -> point(epoch.epoch() + 1, epoch.valid().get(name)))
            .toList(),
        true);
  }

  private static Html schedule(
      String name, List<SchedulePoint> points, int epochs, ToDoubleFunction<SchedulePoint> value) {
    return plot(
        "epoch",
        name,
        List.of(
            line(
                name,
                points.stream()
                    .map(p -> point(p.position() * epochs, value.applyAsDouble(p)))
                    .toList(),
                false)));
  }

  private record Point(double x, double y) {}

  private static Point point(double x, double y) {
    return new Point(x, y);
  }

  private static Plot.Line line(String name, List<Point> points, boolean marked) {
    List<Point> finite = points.stream().filter(p -> Double.isFinite(p.y())).toList();
    return new Plot.Line(
        name,
        finite.stream().map(Point::x).toList(),
        finite.stream().map(Point::y).toList(),
        marked);
  }

  private static Html plot(String x, String y, List<Plot.Line> lines) {
    List<Plot.Line> drawn = lines.stream().filter(line -> !line.x().isEmpty()).toList();
    return drawn.isEmpty() ? Html.NOTHING : Pictures.image(Plot.png(x, y, drawn), y + " by " + x);
  }

  private static Html side(List<Html> plots) {
    return element("div", Map.of("class", "plots"), all(plots));
  }
}
