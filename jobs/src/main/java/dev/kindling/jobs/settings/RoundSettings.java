package dev.kindling.jobs.settings;

import dev.kindling.train.cluster.Compression;
import dev.kindling.train.cluster.Exchange;
import dev.kindling.train.cluster.OptimizerPolicy;
import dev.kindling.train.cluster.OuterOptimizer;
import dev.kindling.train.cluster.RoundLength;
import java.util.List;

/**
 * What happens between two averagings, and in one.
 *
 * @param length steps of every worker
 * @param outer what is made of the averaged parameters
 * @param optimizerState what becomes of the optimizer's state
 * @param compression of what workers send of their parameters
 * @param exchange how that comes to the driver
 */
public record RoundSettings(
    RoundLength length,
    OuterOptimizer outer,
    OptimizerPolicy optimizerState,
    Compression compression,
    Exchange exchange) {
  private static final String LENGTH = "train.round.length";
  private static final String QSR_RATE = "train.round.qsr-rate";
  private static final String SECONDS = "train.round.seconds";
  private static final String OUTER = "train.round.outer";
  private static final String OUTER_RATE = "train.round.outer-rate";
  private static final String OUTER_MOMENTUM = "train.round.outer-momentum";

  static RoundSettings from(Reader reader) {
    return new RoundSettings(
        length(reader),
        outer(reader),
        OptimizerPolicy.of(
            reader.oneOf("train.round.optimizer-state", List.of("average", "reset", "keep"))),
        Compression.of(reader.oneOf("train.round.compression", List.of("none", "fp16", "int8"))),
        Exchange.of(reader.oneOf("train.round.exchange", List.of("auto", "slices", "reduce"))));
  }

  private static RoundLength length(Reader reader) {
    int steps = reader.count("train.round.steps", 1);
    String kind = reader.oneOf(LENGTH, List.of("fixed", "qsr", "time"));
    if (!kind.equals("qsr")) {
      reader.requireDefaults(List.of(QSR_RATE), LENGTH + " is " + kind);
    }
    if (!kind.equals("time")) {
      reader.requireDefaults(List.of(SECONDS), LENGTH + " is " + kind);
    }
    RoundLength length =
        switch (kind) {
          case "qsr" -> RoundLength.quadratic(steps, reader.number(QSR_RATE, Interval.POSITIVE));
          case "time" -> RoundLength.lasting(reader.number(SECONDS, Interval.POSITIVE), steps);
          default -> RoundLength.fixed(steps);
        };
    double every = reader.number("train.round.switch-after", Interval.UNIT);
    return every == 0 ? length : length.startingAfter(every);
  }

  private static OuterOptimizer outer(Reader reader) {
    return switch (reader.oneOf(OUTER, List.of("average", "slow-momentum", "nesterov"))) {
      case "slow-momentum" -> OuterOptimizer.slowMomentum(rate(reader, 1), momentum(reader, 0.5));
      case "nesterov" -> OuterOptimizer.nesterov(rate(reader, 0.7), momentum(reader, 0.9));
      default -> {
        reader.requireDefaults(List.of(OUTER_RATE, OUTER_MOMENTUM), "train.round.outer is average");
        yield OuterOptimizer.average();
      }
    };
  }

  private static double rate(Reader reader, double usual) {
    return reader.numberOr("auto", usual, OUTER_RATE, Interval.POSITIVE);
  }

  private static double momentum(Reader reader, double usual) {
    return reader.numberOr("auto", usual, OUTER_MOMENTUM, Interval.BELOW_ONE);
  }

  /** Whether one worker with these is the same as training without rounds. */
  public boolean plain() {
    return !outer.remembers()
        && optimizerState != OptimizerPolicy.RESET
        && compression == Compression.NONE;
  }
}
