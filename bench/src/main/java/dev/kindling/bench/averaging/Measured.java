package dev.kindling.bench.averaging;

import dev.kindling.train.cluster.Compression;
import dev.kindling.train.cluster.Exchange;
import dev.kindling.train.scaling.RoundFigures;

/**
 * What {@code bench averaging} found on one busy machine, as docs/scaling.md has it. What a worker
 * takes for a byte and what merging it takes could not be told apart there: half each.
 */
final class Measured {
  private static final double PER_WORKER = 0.002; // assumed
  private static final double BROADCAST = 8.8e-9;
  private static final double OUTER = 3.8e-9;

  private Measured() {}

  /** Of a round that is exchanged and compressed that way. */
  static RoundFigures figures(Exchange exchange, Compression compression) {
    double both = exchange == Exchange.REDUCE ? reduce(compression) : slices(compression);
    double overhead = exchange == Exchange.REDUCE ? 0.05 : 0.2;
    return new RoundFigures(overhead, PER_WORKER, BROADCAST, both / 2, both / 2, OUTER);
  }

  private static double slices(Compression compression) {
    return switch (compression) {
      case NONE -> 27e-9;
      case FP16 -> 23e-9;
      case INT8 -> 14e-9;
    };
  }

  private static double reduce(Compression compression) {
    return switch (compression) {
      case NONE -> 8.4e-9;
      case FP16 -> 17e-9;
      case INT8 -> 13e-9;
    };
  }
}
