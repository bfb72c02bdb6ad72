package dev.kindling.jobs.report;

import static dev.kindling.jobs.report.Html.all;

import dev.kindling.jobs.run.History;
import dev.kindling.train.callback.RoundCosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What averaging over workers cost, and whether the workers went the same way. */
final class Averaging {
  private Averaging() {}

  /** Whether there was any. */
  static boolean in(History history) {
    return history.rounds().stream().anyMatch(round -> round.costs().bytes() > 0);
  }

  /** A table of the mean round, and a plot of the workers' agreement. */
  static Html of(History history) {
    return all(List.of(table(history), Curves.agreement(history)));
  }

  private static Html table(History history) {
    double seconds = mean(history, RoundCosts::steps) + mean(history, RoundCosts::input);
    seconds += mean(history, RoundCosts::averaging);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("steps", "forward, backward, optimizer", history, RoundCosts::steps, seconds));
    rows.add(
        row("input", "waiting for decoding, augmentation", history, RoundCosts::input, seconds));
    rows.add(row("broadcast", "the state to workers", history, RoundCosts::broadcast, seconds));
    rows.add(
        row(
            "aggregation",
            "scheduling, sending, merging",
            history,
            RoundCosts::aggregation,
            seconds));
    rows.add(row("outer", "the mean, the outer optimizer", history, RoundCosts::outer, seconds));
    rows.add(megabytes("broadcast", "to each executor", history, RoundCosts::broadcastBytes));
    rows.add(megabytes("sent", "by all workers", history, RoundCosts::sentBytes));
    rows.add(megabytes("collected", "by the driver", history, RoundCosts::collectedBytes));
    rows.add(
        List.of(
            "speed",
            "examples/s of a worker in its loop",
            format("%.1f", mean(history, RoundCosts::examplesPerWorkerSecond)),
            ""));
    return Tables.table(List.of("mean round", "", "#value", "#share"), rows);
  }

  private static List<String> row(
      String name,
      String meaning,
      History history,
      ToDoubleFunction<RoundCosts> part,
      double seconds) {
    double value = mean(history, part);
    return List.of(
        name,
        meaning,
        format("%.3f s", value),
        format("%.1f %%", 100 * value / Math.max(1e-9, seconds)));
  }

  private static List<String> megabytes(
      String name, String meaning, History history, ToDoubleFunction<RoundCosts> bytes) {
    return List.of(name, meaning, format("%.2f MB", mean(history, bytes) / 1e6), "");
  }

  private static double mean(History history, ToDoubleFunction<RoundCosts> value) {
    return history.rounds().stream()
        .mapToDouble(round -> value.applyAsDouble(round.costs()))
        .average()
        .orElse(0);
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
