package dev.kindling.jobs.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code bin/dev-cluster} starts, over this JVM's class path instead of a Spark distribution.
 *
 * @param home where it keeps its state
 * @param spark the SPARK_HOME
 */
record DevCluster(Path home, Path spark) implements AutoCloseable {
  private static final Pattern MASTER = Pattern.compile("(spark://\\S+), page");

  /** What a call of the script ended with and printed. */
  record Said(int code, String text) {}

  /** A cluster that does not run yet, in an empty folder. */
  static DevCluster in(Path folder) throws IOException {
    return new DevCluster(folder.resolve("cluster"), sparkHome(folder.resolve("spark")));
  }

  private static Path sparkHome(Path home) throws IOException {
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar")) {
        link(jars, Path.of(entry));
      }
    }
    Path launcher = Files.createDirectories(home.resolve("bin")).resolve("spark-class");
    Files.writeString(
        launcher,
        """
        #!/bin/sh
        export SPARK_SCALA_VERSION=2.13 # or Spark's launcher looks for the folders of its own build
        exec java -Xmx256m $SPARK_DAEMON_JAVA_OPTS -cp "$SPARK_CONF_DIR:$SPARK_HOME/jars/*" "$@"
        """);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  private static void link(Path jars, Path jar) throws IOException {
    try {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar.toAbsolutePath());
    } catch (FileAlreadyExistsException twice) {
      // the same library, named twice
    }
  }

  /** Calls the script. */
  Said call(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("../bin/dev-cluster"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KINDLING_CLUSTER_HOME", home.toString());
    builder.environment().put("SPARK_HOME", spark.toString());
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Said(process.waitFor(), text);
  }

  /** Starts it; the master's URL. */
  String start(int workers) throws IOException, InterruptedException {
    Said said = call("start", Integer.toString(workers), "1", "1g");
    assertThat(said.code()).as(said.text()).isZero();
    Matcher master = MASTER.matcher(said.text());
    assertThat(master.find()).as(said.text()).isTrue();
    return master.group(1);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    call("stop");
  }
}
