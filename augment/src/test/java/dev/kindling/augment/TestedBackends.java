package dev.kindling.augment;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kindling.augment.kernel.Device;
import dev.kindling.augment.kernel.DeviceQueue;
import java.util.stream.Stream;

/** The backends that have to agree. OpenCL is left out, with a message, where it does not work. */
final class TestedBackends {
  static {
    if (!openClIsHere()) {
      System.out.println("Tests of OpenCL are skipped: " + Device.all().problem());
    }
  }

  private TestedBackends() {}

  static Stream<Backend> all() {
    Stream<Backend> java = Stream.of(new JavaBackend(1), new JavaBackend(3));
    return openClIsHere() ? Stream.concat(java, Stream.of(openCl())) : java;
  }

  /** OpenCL, or the test is skipped with a message. */
  static OpenClBackend openCl() {
    return new OpenClBackend(DeviceQueue.of(device()));
  }

  static Device device() {
    assumeTrue(openClIsHere(), () -> "skipped: " + Device.all().problem());
    return Device.all().devices().get(0);
  }

  /** bin/test installs OpenCL and then requires it. */
  private static boolean openClIsHere() {
    boolean here = !Device.all().devices().isEmpty();
    if (!here && "true".equals(System.getenv("KINDLING_REQUIRE_OPENCL"))) {
      throw new AssertionError("OpenCL is required here: " + Device.all().problem());
    }
    return here;
  }
}
