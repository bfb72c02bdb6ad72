package dev.kindling.augment;

import dev.kindling.augment.kernel.Device;
import dev.kindling.augment.kernel.DeviceFailure;
import dev.kindling.augment.kernel.DeviceQueue;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The backends of this JVM, one for each choice, opened and tested at first use. */
final class Backends {
  private static final ConcurrentMap<BackendChoice, Backend> OPEN = new ConcurrentHashMap<>();

  private Backends() {}

  /**
   * The backend of a choice.
   *
   * @throws DeviceFailure if OpenCL was asked for and does not work here
   */
  static Backend of(BackendChoice choice) {
    return OPEN.computeIfAbsent(choice, Backends::open);
  }

  private static Backend open(BackendChoice choice) {
    Backend java = new JavaBackend(choice.threads());
    Optional<Device> device = device(choice);
    if (device.isEmpty()) {
      return java;
    }
    OpenClBackend opencl = new OpenClBackend(DeviceQueue.of(device.get()));
    return choice.policy() == BackendChoice.Policy.AUTO
        ? new FallbackBackend(opencl, java)
        : SelfTest.passed(opencl, java);
  }

  /**
   * The device of a choice that has one.
   *
   * @throws DeviceFailure if OpenCL was asked for and the device is not here
   */
  static Optional<Device> device(BackendChoice choice) {
    return switch (choice.policy()) {
      case JAVA -> Optional.empty();
      case OPENCL -> Optional.of(named(choice.device()));
      case AUTO -> automatic(choice.device());
    };
  }

  /** The device to try, if any; a name that fits none is not worth a failure here. */
  private static Optional<Device> automatic(String name) {
    List<Device> devices = Device.all().devices();
    return name.isEmpty()
        ? devices.stream().filter(Device::gpu).findFirst()
        : devices.stream().filter(device -> fits(device, name)).findFirst();
  }

  private static Device named(String name) {
    Device.Found found = Device.all();
    if (found.devices().isEmpty()) {
      throw new DeviceFailure(
          found.problem()
              + "; install an OpenCL driver (pocl-opencl-icd for a CPU), or set augment.backend to"
              + " auto or java");
    }
    return found.devices().stream()
        .filter(device -> name.isEmpty() ? device.gpu() : fits(device, name))
        .findFirst()
        .or(() -> name.isEmpty() ? Optional.of(found.devices().get(0)) : Optional.empty())
        .orElseThrow(
            () ->
                new DeviceFailure(
                    "augment.device \"%s\" is none of the OpenCL devices here: %s"
                        .formatted(name, found.devices())));
  }

  private static boolean fits(Device device, String name) {
    return name.equals(Integer.toString(device.index()))
        || (!name.chars().allMatch(Character::isDigit) && device.name().contains(name));
  }
}
