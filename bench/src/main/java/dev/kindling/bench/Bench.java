package dev.kindling.bench;

import dev.kindling.bench.averaging.AveragingBench;
import dev.kindling.bench.averaging.RoundsBench;
import dev.kindling.bench.averaging.SimulateBench;
import dev.kindling.bench.prepare.DuplicatesBench;
import dev.kindling.bench.prepare.ItemGenerator;
import dev.kindling.bench.prepare.PrepareBench;
import dev.kindling.bench.training.LanguageBench;
import dev.kindling.bench.training.TrainingBench;
import dev.kindling.bench.training.TrainingMasterBench;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code bin/bench}: one command for each comparison. */
@Command(
    name = "bench",
    description = "Times Kindling and a peer in one run, in turns, and prints medians and ratios.",
    mixinStandardHelpOptions = true,
    subcommands = {
      AugmentBench.class,
      AveragingBench.class,
      RoundsBench.class,
      SimulateBench.class,
      DuplicatesBench.class,
      ItemGenerator.class,
      LanguageBench.class,
      OptimizerBench.class,
      PerplexityBench.class,
      PrepareBench.class,
      TokenizeBench.class,
      TrainingBench.class,
      TrainingMasterBench.class
    })
public final class Bench {
  private Bench() {}

  /** Runs a command. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }
}
