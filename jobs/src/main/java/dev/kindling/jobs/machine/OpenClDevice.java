package dev.kindling.jobs.machine;

import dev.kindling.augment.kernel.Device;
import java.io.Serializable;

/**
 * A device that OpenCL shows.
 *
 * @param index what {@code augment.device} may name
 * @param name or any part of it, too
 * @param type gpu, cpu or acc
 * @param platform whose driver it has
 * @param memoryBytes of the device
 */
public record OpenClDevice(int index, String name, String type, String platform, long memoryBytes)
    implements Serializable {
  static OpenClDevice of(Device device) {
    return new OpenClDevice(
        device.index(), device.name(), device.type(), device.platform(), device.memory());
  }

  @Override
  public String toString() {
    return "%d: %s (%s, %s, %s)".formatted(index, name, type, platform, Sizes.gib(memoryBytes));
  }
}
