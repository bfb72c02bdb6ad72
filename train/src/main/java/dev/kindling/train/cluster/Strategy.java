package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/** Where a fit runs and how its workers come together. */
public sealed interface Strategy permits Strategy.SingleNode, Strategy.ParameterAveraging {
  /** Steps between two looks at the progress when one worker trains by itself. */
  int DEFAULT_STEPS = 16;

  /** Logical workers. */
  int workers();

  /** Steps of each worker between two averagings, or two looks at a single one's progress. */
  RoundLength roundLength();

  /** What decides the result, by name; how it is spread over partitions does not. */
  Map<String, String> identity();

  /** Plain training on the driver. */
  static Strategy singleNode() {
    return new SingleNode(DEFAULT_STEPS);
  }

  /**
   * Averaging the workers every so many steps, optimizer states too, each worker in a Spark
   * partition of its own.
   */
  static ParameterAveraging parameterAveraging(int workers, int stepsPerRound) {
    return new ParameterAveraging(
        workers,
        RoundLength.fixed(stepsPerRound),
        OptimizerPolicy.AVERAGE,
        OuterOptimizer.average(),
        Compression.NONE,
        Exchange.AUTO,
        workers);
  }

  /**
   * One logical worker on the driver's thread.
   *
   * @param roundLength steps between two calls of listeners; does not change the result
   */
  record SingleNode(RoundLength roundLength) implements Strategy {
    public SingleNode {
      requireNonNull(roundLength, "roundLength");
    }

    /** Rounds of that many steps. */
    public SingleNode(int stepsPerRound) {
      this(RoundLength.fixed(stepsPerRound));
    }

    @Override
    public int workers() {
      return 1;
    }

    @Override
    public Map<String, String> identity() {
      return Map.of("workers", "1");
    }
  }

  /**
   * Local SGD: logical workers train on their shards and are averaged after every round. The result
   * depends on the workers and the steps, never on executors or partitions.
   *
   * @param workers logical workers, K
   * @param roundLength steps of each worker between two averagings, H
   * @param optimizerPolicy what becomes of the optimizer states
   * @param outer what is made of the averaged parameters
   * @param compression of what the workers send of their parameters
   * @param exchange how it comes to the driver; does not change the result
   * @param partitions Spark partitions that the workers are spread over; does not change the result
   */
  record ParameterAveraging(
      int workers,
      RoundLength roundLength,
      OptimizerPolicy optimizerPolicy,
      OuterOptimizer outer,
      Compression compression,
      Exchange exchange,
      int partitions)
      implements Strategy {
    public ParameterAveraging {
      requirePositive(workers, "Workers");
      requireNonNull(roundLength, "roundLength");
      requirePositive(partitions, "Partitions");
      requireNonNull(optimizerPolicy, "optimizerPolicy");
      requireNonNull(outer, "outer");
      requireNonNull(compression, "compression");
      requireNonNull(exchange, "exchange");
    }

    /** The same with rounds of another length. */
    public ParameterAveraging roundLength(RoundLength other) {
      return new ParameterAveraging(
          workers, other, optimizerPolicy, outer, compression, exchange, partitions);
    }

    /** The same with another policy for optimizer states. */
    public ParameterAveraging optimizerStates(OptimizerPolicy policy) {
      return new ParameterAveraging(
          workers, roundLength, policy, outer, compression, exchange, partitions);
    }

    /** The same with another outer optimizer. */
    public ParameterAveraging outer(OuterOptimizer other) {
      return new ParameterAveraging(
          workers, roundLength, optimizerPolicy, other, compression, exchange, partitions);
    }

    /** The same with another compression. */
    public ParameterAveraging compression(Compression other) {
      return new ParameterAveraging(
          workers, roundLength, optimizerPolicy, outer, other, exchange, partitions);
    }

    /** The same with another exchange. */
    public ParameterAveraging exchange(Exchange other) {
      return new ParameterAveraging(
          workers, roundLength, optimizerPolicy, outer, compression, other, partitions);
    }

    /** The same over that many partitions. */
    public ParameterAveraging partitions(int count) {
      return new ParameterAveraging(
          workers, roundLength, optimizerPolicy, outer, compression, exchange, count);
    }

    /** Whether workers keep something to themselves from round to round. */
    public boolean workersRemember() {
      return optimizerPolicy == OptimizerPolicy.KEEP || compression != Compression.NONE;
    }

    @Override
    public Map<String, String> identity() {
      return Map.of(
          "workers", Integer.toString(workers),
          "round-length", roundLength.toString(),
          "optimizer-policy", optimizerPolicy.text(),
          "outer", outer.toString(),
          "compression", compression.text());
    }
  }

  private static void requirePositive(int value, String what) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " must be at least 1, got " + value);
    }
  }
}
