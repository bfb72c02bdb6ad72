package dev.kindling.jobs.verb;

import dev.kindling.train.callback.RoundCosts;
import dev.kindling.train.callback.RunListener;
import dev.kindling.train.loop.Outcome;
import dev.kindling.train.model.MetricSum;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far training is: a bar on a terminal, log lines otherwise, with speed and the time left. Used
 * by the driver's thread alone.
 */
final class Progress implements RunListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
  private static final double SECONDS_BETWEEN_LINES = 5;

  private final Display display;
  private final Unit unit;
  private double seconds;
  private long examples;
  private double averaging;
  private double shownAt = Double.NEGATIVE_INFINITY;

  private Progress(Display display, Unit unit) {
    this.display = display;
    this.unit = unit;
  }

  /** For where this process prints to. */
  static Progress here(Unit unit) {
    return new Progress(System.console() == null ? LOG::info : new Bar(System.err), unit);
  }

  @Override
  public void afterRound(Round round) {
    seconds += round.seconds();
    examples += round.examples();
    averaging += round.costs().averaging();
    double done = fraction(round);
    if (seconds - shownAt >= SECONDS_BETWEEN_LINES || display instanceof Bar) {
      shownAt = seconds;
      display.show(
          String.format(
              Locale.ROOT,
              "epoch %d/%d  %3.0f %%  loss %.3f  %.0f %s/s%s  %s left",
              round.epoch() + 1,
              round.epochs(),
              100 * done,
              round.train().getOrDefault(Outcome.LOSS, MetricSum.NONE).mean(),
              examples / Math.max(1e-9, seconds),
              unit.text(),
              averaging(round.costs()),
              clock(seconds * (1 - done) / done)));
    }
  }

  /** What several workers cost, and whether they go the same way. */
  private String averaging(RoundCosts costs) {
    if (costs.bytes() == 0) {
      return "";
    }
    String agreement =
        Double.isFinite(costs.agreement())
            ? String.format(Locale.ROOT, ", agreement %.2f", costs.agreement())
            : "";
    return String.format(
        Locale.ROOT, "  averaging %.0f %%%s", 100 * averaging / Math.max(1e-9, seconds), agreement);
  }

  @Override
  public void afterEpoch(Epoch epoch) {
    display.show(
        "epoch %d/%d  valid %s"
            .formatted(epoch.epoch() + 1, epoch.epochs(), figures(epoch.valid())));
  }

  /** Leaves the terminal's line. */
  @Override
  public void close() {
    display.close();
  }

  private static double fraction(Round round) {
    return (round.epoch() + (double) round.step() / round.steps()) / round.epochs();
  }

  private String figures(Map<String, MetricSum> metrics) {
    return unit.means(metrics).entrySet().stream()
        .map(m -> String.format(Locale.ROOT, "%s %.4f", m.getKey(), m.getValue()))
        .collect(Collectors.joining("  "));
  }

  static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? whole + " s"
        : whole < 3600
            ? "%d min %02d s".formatted(whole / 60, whole % 60)
            : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
  }

  /** Where a line goes. */
  @FunctionalInterface
  private interface Display {
    void show(String line);

    default void close() {}
  }

  /** One line of a terminal, with a bar. */
  private static final class Bar implements Display {
    private final ProgressBar bar;

    Bar(PrintStream terminal) {
      bar =
          new ProgressBarBuilder()
              .setInitialMax(100)
              .setStyle(ProgressBarStyle.ASCII)
              .setConsumer(new me.tongfei.progressbar.ConsoleProgressBarConsumer(terminal))
              .hideEta()
              .build();
    }

    @Override
    public void show(String line) {
      bar.setExtraMessage(line);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
