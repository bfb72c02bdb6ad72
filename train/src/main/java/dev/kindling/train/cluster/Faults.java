package dev.kindling.train.cluster;

import static java.util.Objects.requireNonNull;

import dev.kindling.datablock.Seed;
import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What goes wrong in a fit on purpose, so that tests and drills see it survive; nothing, unless the
 * driver's system property {@value #PROPERTY} says so. A pure function of round, worker and try.
 *
 * <p>Faults are apart by semicolons, as in {@code
 * kill:round=3,worker=1;fail:round=5,worker=0,attempts=3}. Kinds are {@code kill}, {@code fail},
 * {@code slow}, {@code nan} and {@code lose-files}. When: {@code round} and {@code worker}, both
 * from 0, and the first {@code attempts} tries of that task, 1 by default; or {@code chance}, a
 * probability for each round, worker and try, drawn from {@code seed}. Of slow ones, {@code
 * seconds} says how much slower, 60 by default.
 *
 * @param all of them, in the order in which they strike
 */
record Faults(List<Fault> all) implements Serializable {
  /** The system property of the driver. */
  static final String PROPERTY = "kindling.faults";

  static final Faults NONE = new Faults(List.of());

  private static final Pattern MARKS = Pattern.compile("[:,\\s]+");
  private static final Set<String> KEYS =
      new TreeSet<>(List.of("round", "worker", "attempts", "chance", "seed", "seconds"));

  Faults {
    all = List.copyOf(all);
  }

  /** Those that this process was started with. */
  static Faults given() {
    return of(System.getProperty(PROPERTY, ""));
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException if a kind or a key is unknown, or a number is none
   */
  static Faults of(String text) {
    return new Faults(
        Pattern.compile(";")
            .splitAsStream(requireNonNull(text, "text"))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .map(Faults::one)
            .toList());
  }

  private static Fault one(String text) {
    String[] words = MARKS.split(text);
    Map<String, String> values = new HashMap<>();
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      if (pair.length < 2 || !KEYS.contains(pair[0])) {
        throw wrong(text, "\"%s\" is none of %s with a value".formatted(words[i], KEYS));
      }
      values.put(pair[0], pair[1]);
    }
    try {
      return new Fault(
          Fault.Kind.valueOf(words[0].toUpperCase(Locale.ROOT).replace('-', '_')),
          when(values),
          Long.parseLong(values.getOrDefault("seconds", "60")));
    } catch (IllegalArgumentException e) {
      throw wrong(text, String.valueOf(e.getMessage()));
    }
  }

  private static Fault.When when(Map<String, String> values) {
    if (values.containsKey("chance")) {
      return new Fault.ByChance(
          Double.parseDouble(values.getOrDefault("chance", "")),
          new Seed(Long.parseLong(values.getOrDefault("seed", "0"))));
    }
    return new Fault.At(
        Integer.parseInt(values.getOrDefault("round", "")),
        Integer.parseInt(values.getOrDefault("worker", "")),
        Integer.parseInt(values.getOrDefault("attempts", "1")));
  }

  private static IllegalArgumentException wrong(String text, String why) {
    return new IllegalArgumentException(
        "%s: \"%s\" is no fault such as \"kill:round=3,worker=1\": %s"
            .formatted(PROPERTY, text, why));
  }

  /** Those of a round. */
  InRound inRound(int round) {
    return new InRound(this, round);
  }

  /** Faults in one round. */
  record InRound(Faults faults, int round) implements Serializable {
    /** Strikes a worker, behind its steps, with those whose moment this is. */
    void strike(int worker, FloatBuffer parameters) {
      for (Fault fault : faults.all) {
        fault.strike(round, worker, parameters);
      }
    }
  }
}
