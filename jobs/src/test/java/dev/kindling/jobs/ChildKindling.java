package dev.kindling.jobs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Kindling in a JVM of its own, with this one's class path and options.
 *
 * @param wrapper what comes before {@code java}, such as a command that takes rights away
 * @param scratch where Spark puts what lives no longer than the process
 */
record ChildKindling(List<String> wrapper, Path scratch) {

  /** What it ended with and printed on stdout. */
  record Ended(int code, String out) {}

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(wrapper);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-Xmx") && !option.startsWith("-javaagent")) {
        command.add(option);
      }
    }
    command.addAll(
        List.of(
            "-Xmx1g",
            "-Dspark.local.dir=" + scratch,
            "-Dspark.driver.host=127.0.0.1",
            "dev.kindling.jobs.Kindling"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(scratch.resolve("out").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  Ended run(String... arguments) throws IOException, InterruptedException {
    int code = start(arguments).waitFor();
    return new Ended(code, Files.readString(scratch.resolve("out"), UTF_8));
  }
}
