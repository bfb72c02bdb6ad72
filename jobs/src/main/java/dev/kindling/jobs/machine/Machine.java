package dev.kindling.jobs.machine;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one JVM found on its machine.
 *
 * @param host its name
 * @param executor Spark's name of the executor; {@code driver} for the driver, which in local mode
 *     is the executor too
 * @param checks in a fixed order
 * @param devices of OpenCL
 */
public record Machine(String host, String executor, List<Check> checks, List<OpenClDevice> devices)
    implements Serializable {
  /** The driver's name among executors. */
  public static final String DRIVER = "driver";

  public Machine {
    checks = List.copyOf(checks);
    devices = List.copyOf(devices);
  }

  /** This, with one more check. */
  Machine with(Check check) {
    return new Machine(
        host, executor, Stream.concat(checks.stream(), Stream.of(check)).toList(), devices);
  }

  /** Its name for people. */
  public String name() {
    return (executor.equals(DRIVER) ? DRIVER : "executor " + executor) + " on " + host;
  }

  /** What is broken, a line each. */
  public List<String> problems() {
    return checks.stream()
        .filter(check -> check.health() == Check.Health.BROKEN)
        .map(check -> "%s: %s: %s".formatted(name(), check.what(), check.found()))
        .toList();
  }

  /** A table of text, a line for each check. */
  public List<String> table() {
    List<String> lines = new ArrayList<>(List.of(name()));
    checks.forEach(
        check ->
            lines.add(
                "  %-6s  %-14s  %s".formatted(check.health().text(), check.what(), check.found())));
    return lines;
  }
}
