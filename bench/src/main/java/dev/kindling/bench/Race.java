package dev.kindling.bench;

import dev.kindling.bench.turns.Child;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Contestants that do the same work, in turns, so that whatever else the machine does hits all of
 * them alike. The first is the peer that the others are compared with.
 */
public final class Race {
  private final Map<String, DoubleSupplier> contestants = new LinkedHashMap<>();

  /** Adds a contestant; the first is the peer. */
  public Race enter(String name, Runnable work) {
    return enter(
        name,
        () -> {
          long start = System.nanoTime();
          work.run();
          return (System.nanoTime() - start) / 1e6;
        });
  }

  /** Adds a contestant that takes its own time: a JVM of its own. */
  Race enter(String name, Child child) {
    return enter(name, () -> child.steps(1).get(0));
  }

  private Race enter(String name, DoubleSupplier milliseconds) {
    contestants.put(name, milliseconds);
    return this;
  }

  /**
   * Warms up, then times, and prints a line for each.
   *
   * @param items of work that one turn does
   */
  public void run(String title, int warmups, int rounds, int items) {
    Map<String, List<Double>> times = times(warmups, rounds);
    System.out.printf(
        "%n%s%n  %-44s %10s %16s %10s %8s%n",
        title, "", "median ms", "5 % - 95 %", "images/s", "x peer");
    double peer = Times.median(times.values().iterator().next());
    times.forEach((name, all) -> line(name, all, peer, items));
  }

  /** Warms up, then times: milliseconds of every round, in the order of entry. */
  public Map<String, List<Double>> times(int warmups, int rounds) {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = -warmups; round < rounds; round++) {
      for (Map.Entry<String, DoubleSupplier> contestant : contestants.entrySet()) {
        double milliseconds = contestant.getValue().getAsDouble();
        if (round >= 0) {
          times.computeIfAbsent(contestant.getKey(), name -> new ArrayList<>()).add(milliseconds);
        }
      }
    }
    return times;
  }

  private static void line(String name, List<Double> all, double peer, int items) {
    double[] sorted = Times.sorted(all);
    double median = Times.median(all);
    System.out.printf(
        Locale.ROOT,
        "  %-44s %10.1f %7.1f - %6.1f %10.0f %8.2f%n",
        name,
        median,
        sorted[sorted.length / 20],
        sorted[sorted.length - 1 - sorted.length / 20],
        items / median * 1000,
        peer / median);
  }
}
