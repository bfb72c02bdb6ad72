package dev.kindling.jobs.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.kindling.jobs.run.JsonFormat;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A driver in a JVM of its own that runs verbs when asked: {@link ManyVerbs}. */
final class Driver implements AutoCloseable {
  private final String master;
  private final Process process;
  private final BufferedWriter to;
  private final BufferedReader from;

  private Driver(String master, Process process) {
    this.master = master;
    this.process = process;
    this.to = process.outputWriter(UTF_8);
    this.from = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /** What a verb ended with. */
  record Ended(int code, Map<String, Object> result) {
    /** What is told of the final parameters; two runs with the same bits have the same. */
    String parameters() {
      return String.valueOf(result.get("parameters-sha256"));
    }
  }

  /** Starts one, with one OpenMP thread for each task. */
  static Driver on(String master, Path scratch, String... sparkSettings) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-Xmx") && !option.startsWith("-javaagent")) {
        command.add(option);
      }
    }
    command.addAll(List.of("-Xmx1g", "-Dspark.local.dir=" + scratch));
    for (String setting : sparkSettings) {
      command.add("-D" + setting);
    }
    command.add(ManyVerbs.class.getName());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OMP_NUM_THREADS", "1");
    return new Driver(master, builder.start());
  }

  /** Begins a verb, without waiting for it. */
  void begin(String faults, List<String> arguments) throws IOException {
    List<String> fields = new ArrayList<>(List.of(faults));
    fields.addAll(arguments);
    fields.addAll(List.of("--json", "--master", master));
    to.write(String.join("\t", fields) + "\n");
    to.flush();
  }

  /** Runs a verb while these faults strike. */
  @SuppressWarnings("unchecked")
  Ended run(String faults, List<String> arguments) throws IOException {
    begin(faults, arguments);
    String[] answer = requireNonNull(from.readLine(), "the driver ended").split("\t", 2);
    return new Ended(Integer.parseInt(answer[0]), JsonFormat.read(answer[1], Map.class));
  }

  /** Kills it with SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    if (process.isAlive()) {
      to.close();
      process.waitFor();
    }
  }
}
