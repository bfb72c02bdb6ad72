package dev.kindling.bench.training;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench training}: training steps of our engines beside DL4J's and libtorch's. */
@Command(
    name = "training",
    description = {
      "Training steps (forward, cross entropy, backward, SGD with momentum) and forward passes:",
      "Kindling's engines, DL4J as shipped and libtorch, each in a JVM of its own, in turns, with",
      "the same threads, which sleep while they wait."
    },
    mixinStandardHelpOptions = true)
public final class TrainingBench implements Runnable {
  @Option(
      names = "--case",
      split = ",",
      description =
          "What is timed; may be given several times. By default everything: xresnet18-64, xresnet18-128, xresnet50-128, xresnet18-64-forward.")
  private List<String> cases = TrainingCase.names();

  @Mixin private Match match = new Match();

  /** Made by picocli. */
  public TrainingBench() {}

  @Override
  public void run() {
    match.run(
        cases.stream().map(TrainingCase::named).toList(),
        Contestant.all(System.getProperty("kindling.bench.libtorch", "")));
  }
}
