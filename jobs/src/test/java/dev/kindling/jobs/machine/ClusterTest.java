package dev.kindling.jobs.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.augment.BackendChoice;
import dev.kindling.datablock.SparkFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
  @TempDir private Path folder;

  @Test
  void findsOneUsableMachineInLocalMode() {
    List<Machine> machines =
        new Cluster(BackendChoice.AUTO, List.of(), List.of()).examine(SparkFixture::session);

    assertThat(machines).singleElement().extracting(Machine::executor).isEqualTo("driver");
    assertThat(machines.get(0).problems()).isEmpty();
    assertThat(found(machines, "ND4J")).contains("oneDNN kernels on");
    assertThat(found(machines, "augmentation")).contains("augment.backend = auto", "worked");
    assertThat(found(machines, "Spark")).contains("local[2], ran a job on the driver");
  }

  @Test
  void saysThatADeviceIsMissingWhereOneMustBe() {
    BackendChoice none = new BackendChoice(BackendChoice.Policy.OPENCL, "no such device", 1);

    List<Machine> machines = new Cluster(none, List.of(), List.of()).examine(SparkFixture::session);

    assertThat(machines.get(0).problems())
        .singleElement()
        .asString()
        .startsWith("driver on ")
        .contains(": augmentation: ");
  }

  @Test
  void saysThatSparkDoesNotStartAndExaminesTheDriverAllTheSame() {
    List<Machine> machines =
        new Cluster(BackendChoice.JAVA, List.of(), List.of())
            .examine(
                () -> {
                  throw new IllegalStateException("no master");
                });

    assertThat(machines.get(0).problems()).singleElement().asString().contains("Spark: no master");
    assertThat(found(machines, "OpenCV")).contains("JPEG");
  }

  @Test
  void leavesNothingBehindWhereItWrote() throws IOException {
    Storage storage = Storage.local("run.path", folder.resolve("not/yet"));

    Check check = storage.check(new Configuration());

    assertThat(check.health()).isEqualTo(Check.Health.OK);
    assertThat(check.found()).contains(folder.toString()).contains("renames");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void saysThatAPlaceTakesNoFiles() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");

    Check check = Storage.local("data.path", file).check(new Configuration());

    assertThat(check.health()).isEqualTo(Check.Health.BROKEN);
    assertThat(check.found()).contains("Cannot write and rename in");
  }

  private static String found(List<Machine> machines, String what) {
    return machines.get(0).checks().stream()
        .filter(check -> check.what().equals(what))
        .findFirst()
        .orElseThrow()
        .found();
  }
}
