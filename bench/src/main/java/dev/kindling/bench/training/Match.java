package dev.kindling.bench.training;

import dev.kindling.bench.turns.Child;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * Contestants that take cases in turns, each in a JVM of its own; as options of a command, what it
 * is told.
 */
final class Match {
  private static final int SLOW_ROUNDS = 2;

  @Option(
      names = "--rounds",
      defaultValue = "7",
      description = "Turns of each (${DEFAULT-VALUE}); DL4J as shipped has at most 2.")
  private int rounds;

  @Option(
      names = "--steps",
      defaultValue = "3",
      description = "Timed steps of a turn, after one that warms the caches (${DEFAULT-VALUE}).")
  private int steps;

  @Option(names = "--threads", description = "OpenMP threads of each (the number of cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--without",
      split = ",",
      description = "Leaves out contestants whose name contains this, such as DL4J or bf16.")
  private List<String> without = List.of();

  @Option(names = "--json", description = "One JSON object a row instead of a table.")
  private boolean json;

  /** Made by picocli. */
  Match() {}

  /** Times those cases and prints how each did. */
  void run(List<? extends TimedCase> cases, List<Contestant> all) {
    List<Contestant> contestants =
        all.stream()
            .filter(contestant -> without.stream().noneMatch(contestant.name()::contains))
            .toList();
    if (!json) {
      System.out.printf(
          "%s; %d OpenMP threads each, waiting passively; %d turns of %d steps; load before: %s%n%n%s%n",
          Host.text(), threads, rounds, steps, Host.load(), Standing.head(cases.get(0).unit()));
    }
    for (TimedCase one : cases) {
      List<Standing> standings = race(one, contestants);
      String load = Host.load();
      for (Standing standing : standings) {
        System.out.println(
            json ? standing.json(standings, threads, Host.text(), load) : standing.row(standings));
      }
    }
    if (!json) {
      System.out.printf("%nload after: %s%n", Host.load());
    }
  }

  private List<Standing> race(TimedCase of, List<Contestant> contestants) {
    List<Runner> runners = new ArrayList<>();
    try {
      for (Contestant contestant : contestants) {
        if (contestant.enters(of)) {
          start(contestant, of).ifPresent(runners::add);
        }
      }
      requireSameModel(of, runners);
      for (int round = 0; round < rounds; round++) {
        for (Runner runner : runners) {
          runner.turn(round, steps);
        }
      }
      return runners.stream()
          .map(
              runner ->
                  new Standing(of, runner.contestant.name(), runner.times, runner.child.peakMib()))
          .toList();
    } finally {
      runners.forEach(runner -> runner.child.close());
    }
  }

  /** A contestant that cannot work here, such as bf16 on an older processor, is left out. */
  private Optional<Runner> start(Contestant contestant, TimedCase of) {
    try {
      return Optional.of(new Runner(contestant, contestant.start(of, threads), new ArrayList<>()));
    } catch (UncheckedIOException e) {
      System.err.printf("Left out of %s: %s%n", of.text(), e.getMessage());
      return Optional.empty();
    }
  }

  private static void requireSameModel(TimedCase of, List<Runner> runners) {
    Map<Long, List<String>> byParameters =
        runners.stream()
            .collect(
                Collectors.groupingBy(
                    runner -> runner.child.size(),
                    Collectors.mapping(runner -> runner.contestant.name(), Collectors.toList())));
    if (byParameters.size() > 1) {
      throw new IllegalStateException(
          "Contestants of %s must have equal models, got by learned parameters %s"
              .formatted(of.text(), byParameters));
    }
  }

  /** A contestant in a case, and the milliseconds of its steps up to now. */
  private record Runner(Contestant contestant, Child child, List<Double> times) {
    void turn(int round, int steps) {
      if (!contestant.slow() || round < SLOW_ROUNDS) {
        List<Double> all = child.steps(1 + (contestant.slow() ? 1 : steps));
        times.addAll(all.subList(1, all.size()));
      }
    }
  }
}
