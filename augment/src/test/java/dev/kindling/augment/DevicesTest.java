package dev.kindling.augment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Machines with other devices than this one has, each as a JVM of its own. */
class DevicesTest {
  @Test
  void worksWithTwoDevicesAtTheSameTimeAndGivesTheRightPixels() throws Exception {
    TestedBackends.device();

    assertThat(child(Map.of("POCL_DEVICES", "pthread pthread"), "two"))
        .containsExactly("0 did 40", "1 did 40", "the name took 0", "no index 2");
  }

  @Test
  void augmentsInJavaWhereNoDriverIsInstalledAndSaysWhy() throws Exception {
    List<String> said = child(Map.of("OCL_ICD_VENDORS", "/nonexistent"), "none");

    assertThat(said.get(0)).isEqualTo("auto took java");
    assertThat(said.get(1))
        .startsWith("OpenCL ")
        .endsWith(
            "; install an OpenCL driver (pocl-opencl-icd for a CPU), or set augment.backend to auto"
                + " or java");
  }

  /** What {@link OtherMachine} prints there. */
  private static List<String> child(Map<String, String> environment, String scene)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                OtherMachine.class.getName(),
                scene)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().putAll(environment);
    Process child = builder.start();
    List<String> lines = new String(child.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertThat(child.waitFor()).as("exit code after %s", lines).isZero();
    return lines;
  }
}
