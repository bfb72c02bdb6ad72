package dev.kindling.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.jobs.SmallDisk;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Executors whose own disk is gone or full. */
@Tag("cluster")
class LostDisksTest {
  private static final String EXCLUDING = "spark.excludeOnFailure.enabled=true";

  @TempDir private Path folder;
  private SmallTraining training;
  private DevCluster cluster;
  private String master;
  private String unbroken;

  @BeforeEach
  void trainUnbrokenInOneJvmAndStartACluster() throws Exception {
    training = SmallTraining.prepared(folder);
    unbroken = training.unbroken();
    cluster = DevCluster.in(folder);
    master = cluster.start(2);
  }

  @AfterEach
  void stop() throws Exception {
    cluster.close();
  }

  @Test
  void anotherExecutorDoesWhatOneWithoutItsFilesCannot() throws Exception {
    String faults = "lose-files:round=2,worker=1";
    try (Driver excluding = Driver.on(master, training.scratch("excluding"), EXCLUDING)) {
      assertThat(SmallTraining.done(excluding.run(faults, training.arguments("excluding"))))
          .isEqualTo(unbroken);
    }
    try (Driver trusting = Driver.on(master, training.scratch("trusting"))) {
      assertThat(trusting.run(faults, training.arguments("lost")).code()).isEqualTo(1);
    }
    try (Driver fresh = Driver.on(master, training.scratch("fresh"))) {
      assertThat(SmallTraining.done(fresh.run("", training.arguments("lost", "--resume", "auto"))))
          .isEqualTo(unbroken);
    }
  }

  @Test
  void anotherExecutorDoesWhatOneWithAFullDiskCannot() throws Exception {
    Path local = cluster.home().resolve("worker-2/local");
    try (SmallDisk full = SmallDisk.at(local, 1);
        Driver excluding = Driver.on(master, training.scratch("excluding"), EXCLUDING)) {
      assertThat(SmallTraining.done(excluding.run("", training.arguments("excluding"))))
          .isEqualTo(unbroken);
      assertThat(full.path()).isEqualTo(local);
    }
  }
}
