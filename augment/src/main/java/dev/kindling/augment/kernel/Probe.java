package dev.kindling.augment.kernel;

import com.aparapi.internal.opencl.OpenCLLoader;
import com.aparapi.internal.opencl.OpenCLPlatform;
import com.aparapi.natives.NativeLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for OpenCL in a JVM of its own first: a driver that is installed but broken may end the
 * process that asks it for its devices (PoCL does so where /sys is missing), and that must not be
 * an executor.
 */
final class Probe {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** The exit code of a probe that was told that OpenCL does not work. */
  private static final int REFUSED = 3;

  private static final String LIBRARY = "libOpenCL.so.1";

  private static final String NO_LIBRARY =
      LIBRARY + " cannot be loaded; a GPU's driver or the package ocl-icd-libopencl1 brings it";

  private Probe() {}

  /** Run by the JVM of its own: asks every driver for its devices. */
  public static void main(String[] arguments) {
    try {
      if (!OpenCLLoader.isOpenCLAvailable()) {
        NativeLoader.load(); // fails once more, and says why, which Aparapi keeps to itself
      }
      new OpenCLPlatform().getOpenCLPlatforms().forEach(OpenCLPlatform::getOpenCLDevices);
      System.exit(0);
    } catch (Throwable e) { // UnsatisfiedLinkError and whatever else a broken driver gives
      System.out.println(String.valueOf(e.getMessage()).contains(LIBRARY) ? NO_LIBRARY : e);
      System.exit(REFUSED);
    }
  }

  /** Why OpenCL cannot be used here, if it cannot. */
  static Optional<String> problem() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return problem(
        List.of(
            java,
            "-Xmx64m",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null",
            "-cp",
            classPath(),
            Probe.class.getName()),
        PATIENCE);
  }

  static Optional<String> problem(List<String> command, Duration patience) {
    try {
      Path output = Files.createTempFile("kindling-opencl", ".txt");
      try {
        Process probe =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        probe.getOutputStream().close();
        if (!probe.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
          probe.destroyForcibly();
          return Optional.of(
              "OpenCL's drivers did not name their devices within %d s"
                  .formatted(patience.toSeconds()));
        }
        return verdict(probe.exitValue(), lastLine(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      return Optional.of("OpenCL could not be looked for: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("OpenCL was not looked for to the end");
    }
  }

  private static Optional<String> verdict(int exitCode, String said) {
    return switch (exitCode) {
      case 0 -> Optional.empty();
      case REFUSED -> Optional.of("OpenCL does not work here: " + said);
      default ->
          Optional.of(
              "An OpenCL driver here ends the process that asks it for devices (exit code %d): %s"
                  .formatted(exitCode, said));
    };
  }

  private static String lastLine(Path output) throws IOException {
    return new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .reduce("", (before, line) -> line);
  }

  /** Where this class and Aparapi's lie, whichever class loader brought them. */
  private static String classPath() {
    return Stream.of(Probe.class, OpenCLPlatform.class, NativeLoader.class)
        .map(type -> type.getProtectionDomain().getCodeSource())
        .map(Probe::path)
        .distinct()
        .collect(Collectors.joining(":"));
  }

  private static String path(CodeSource source) {
    return Path.of(java.net.URI.create(source.getLocation().toString())).toString();
  }
}
