package dev.kindling.jobs.verb;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What executors find in their environment. An engine's kernels take as many threads as a task has
 * cores, {@code spark.task.cpus} if it was given; threads that wait sleep, because others need the
 * cores; Java's handlers of signals stay, if they stay in this process, with the same Java on all
 * machines.
 */
final class ExecutorEnvironment {
  private static final String THREADS = "OMP_NUM_THREADS";
  private static final String WAITING = "OMP_WAIT_POLICY";
  private static final String LOCALE = "LC_ALL";
  private static final String PRELOADED = "LD_PRELOAD";
  private static final String SIGNAL_CHAINING = "libjsig.so";

  private ExecutorEnvironment() {}

  /**
   * Spark's settings for it.
   *
   * @param own environment of this process, which executors take over
   * @param given Spark's settings that a user gave
   */
  static Map<String, String> settings(Map<String, String> own, Map<String, String> given) {
    Map<String, String> environment = new TreeMap<>();
    environment.put(THREADS, own.getOrDefault(THREADS, "1"));
    if (given.containsKey("spark.task.cpus")) {
      environment.put(THREADS, given.get("spark.task.cpus"));
    }
    environment.put(WAITING, own.getOrDefault(WAITING, "passive"));
    environment.put(LOCALE, own.getOrDefault(LOCALE, "C.UTF-8"));
    Stream.of(own.getOrDefault(PRELOADED, "").split("[: ]"))
        .filter(library -> library.endsWith(SIGNAL_CHAINING))
        .findFirst()
        .ifPresent(library -> environment.put(PRELOADED, library));
    Map<String, String> settings = new TreeMap<>();
    environment.forEach((name, value) -> settings.put("spark.executorEnv." + name, value));
    return settings;
  }
}
