package dev.kindling.jobs.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorClassPathTest {
  private static final String KEY = "spark.executor.extraClassPath";
  private static final String MASTER = "spark://127.0.0.1:7077";

  @Test
  void executorsReadTheFilesOfThisProcessWhereverTheyStart() {
    assertThat(ExecutorClassPath.settings(MASTER, "target/classes:/lib/a.jar", Map.of()))
        .containsEntry(KEY, Path.of("target/classes").toAbsolutePath() + ":/lib/a.jar");
    assertThat(ExecutorClassPath.settings("local-cluster[2,1,1024]", "/lib/a.jar", Map.of()))
        .containsEntry(KEY, "/lib/a.jar");
  }

  @Test
  void thereAreNoneInLocalMode() {
    assertThat(ExecutorClassPath.settings("local[2]", "/lib/a.jar", Map.of())).isEmpty();
    assertThat(ExecutorClassPath.settings("local", "/lib/a.jar", Map.of())).isEmpty();
  }

  @Test
  void whatAUserSaysOfItHolds() {
    assertThat(ExecutorClassPath.settings(MASTER, "/lib/a.jar", Map.of("spark.jars", "k.jar")))
        .isEmpty();
    assertThat(ExecutorClassPath.settings(MASTER, "/lib/a.jar", Map.of(KEY, "/b.jar"))).isEmpty();
  }
}
