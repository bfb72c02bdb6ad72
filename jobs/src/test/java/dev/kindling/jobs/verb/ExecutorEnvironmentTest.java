package dev.kindling.jobs.verb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ExecutorEnvironmentTest {
  @Test
  void executorsTakeOverTheThreadsOfThisProcess() {
    assertThat(ExecutorEnvironment.settings(Map.of("OMP_NUM_THREADS", "3"), Map.of()))
        .containsEntry("spark.executorEnv.OMP_NUM_THREADS", "3");
  }

  @Test
  void threadsFollowTheCoresOfATaskWhereTheyWereGiven() {
    assertThat(
            ExecutorEnvironment.settings(
                Map.of("OMP_NUM_THREADS", "3"), Map.of("spark.task.cpus", "4")))
        .containsEntry("spark.executorEnv.OMP_NUM_THREADS", "4");
  }

  @Test
  void withoutTheLauncherATaskHasOneThreadAsItHasOneCoreAndWaitsAsleep() {
    assertThat(ExecutorEnvironment.settings(Map.of(), Map.of()))
        .containsEntry("spark.executorEnv.OMP_NUM_THREADS", "1")
        .containsEntry("spark.executorEnv.OMP_WAIT_POLICY", "passive")
        .containsEntry("spark.executorEnv.LC_ALL", "C.UTF-8")
        .doesNotContainKey("spark.executorEnv.LD_PRELOAD");
  }

  @Test
  void signalHandlersStayWhereTheyStayHereAndNothingElseIsPreloaded() {
    String preloaded = "/usr/lib/libjemalloc.so:/java/lib/libjsig.so";

    assertThat(ExecutorEnvironment.settings(Map.of("LD_PRELOAD", preloaded), Map.of()))
        .containsEntry("spark.executorEnv.LD_PRELOAD", "/java/lib/libjsig.so");
  }
}
