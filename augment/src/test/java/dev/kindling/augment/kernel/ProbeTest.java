package dev.kindling.augment.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeTest {
  @Test
  void tellsThatADriverEndedTheProcessAndWhatItSaid() {
    assertThat(shell("echo some driver: no topology; kill -ABRT $$"))
        .hasValueSatisfying(
            problem ->
                assertThat(problem)
                    .contains("ends the process")
                    .contains("134")
                    .contains("no topology"));
  }

  @Test
  void tellsWhatWasRefused() {
    assertThat(shell("echo libOpenCL.so.1 is missing; exit 3"))
        .contains("OpenCL does not work here: libOpenCL.so.1 is missing");
  }

  @Test
  void doesNotWaitForADriverThatHangs() {
    Optional<String> problem = Probe.problem(List.of("sleep", "60"), Duration.ofMillis(200));

    assertThat(problem).hasValueSatisfying(text -> assertThat(text).contains("within"));
  }

  @Test
  void findsNothingWrongWithAProcessThatEndsWell() {
    assertThat(shell("exit 0")).isEmpty();
  }

  @Test
  void letsNobodyLookForDevicesWhereItFoundAProblem() {
    Optional<String> problem = Probe.problem();

    assertThat(Device.all().devices().isEmpty()).isEqualTo(!Device.all().problem().isEmpty());
    problem.ifPresent(text -> assertThat(Device.all().problem()).isEqualTo(text));
  }

  private static Optional<String> shell(String script) {
    return Probe.problem(List.of("bash", "-c", script), Duration.ofSeconds(20));
  }
}
