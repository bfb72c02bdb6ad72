package dev.kindling.bench.averaging;

import dev.kindling.train.cluster.Compression;
import dev.kindling.train.cluster.Exchange;
import dev.kindling.train.scaling.RoundFigures;

/**
 * What {@code bench averaging} found on one machine, as docs/scaling.md has it. What a worker takes
 * for a byte and what merging it in a shuffle takes could not be told apart there: half each.
 */
final class Measured {
  private static final double PER_WORKER = 0.002; // assumed
  private static final double BROADCAST = 4.9e-9;
  private static final double OUTER = 2.4e-9;

  private Measured() {}

  /** Of a round that is exchanged and compressed that way. */
  static RoundFigures figures(Exchange exchange, Compression compression) {
    return exchange == Exchange.REDUCE ? reduce(compression) : slices(compression);
  }

  private static RoundFigures slices(Compression compression) {
    double both =
        switch (compression) {
          case NONE -> 9.7e-9;
          case FP16 -> 13.8e-9;
          case INT8 -> 6.6e-9;
        };
    return new RoundFigures(0.12, PER_WORKER, BROADCAST, both / 2, both / 2, OUTER);
  }

  private static RoundFigures reduce(Compression compression) {
    return switch (compression) {
      case NONE -> reduce(4.6e-9, 0.8e-9);
      case FP16 -> reduce(8.6e-9, 1.7e-9);
      case INT8 -> reduce(4.8e-9, 0.8e-9);
    };
  }

  private static RoundFigures reduce(double worker, double merge) {
    return new RoundFigures(0.05, PER_WORKER, BROADCAST, worker, merge, OUTER);
  }
}
