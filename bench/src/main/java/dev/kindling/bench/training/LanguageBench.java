package dev.kindling.bench.training;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench language-model}: training steps of AWD-LSTM beside DL4J's and libtorch's LSTM. */
@Command(
    name = "language-model",
    description = {
      "Training steps of AWD-LSTM 400 / 1152 x 3, 32 rows of 70 steps, all five dropouts, both",
      "penalties: forward, cross entropy, backward, plain SGD, state carried on. Kindling's engines",
      "(nd4j is DL4J's own LSTM layers) and libtorch, each in a JVM of its own, in turns, with the",
      "same threads, which sleep while they wait."
    },
    mixinStandardHelpOptions = true)
public final class LanguageBench implements Runnable {
  @Option(
      names = "--case",
      split = ",",
      description = "What is timed; by default everything: vocab-10k, vocab-33k.")
  private List<String> cases = LanguageCase.names();

  @Mixin private Match match = new Match();

  /** Made by picocli. */
  public LanguageBench() {}

  @Override
  public void run() {
    match.run(
        cases.stream().map(LanguageCase::named).toList(),
        Contestant.language(System.getProperty("kindling.bench.libtorch", "")));
  }
}
