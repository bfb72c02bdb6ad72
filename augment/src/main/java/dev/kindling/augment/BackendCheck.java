package dev.kindling.augment;

import dev.kindling.augment.kernel.Device;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.ImageBatch;
import dev.kindling.datablock.image.Image;
import java.util.List;

/**
 * What a choice of backend comes to on this machine, after its self-test and a batch.
 *
 * @param name {@code java}, or the OpenCL device
 * @param problem why it is not the device that would have been taken, or ""
 */
public record BackendCheck(String name, String problem) {
  /**
   * Opens the backend, if that was not done before, and tries it.
   *
   * @throws dev.kindling.augment.kernel.DeviceFailure if the device asked for is not here, or fails
   *     and nothing stands in for it
   */
  public static BackendCheck of(BackendChoice choice) {
    Image image = Image.of(new byte[] {0, 0, 0, 90, 90, 90, (byte) 180, 0, 0, 0, 0, 0}, 2, 2);
    BackendUse.Meter meter = new BackendUse.Meter();
    Augmentation.resize(2, Normalize.NONE)
        .on(choice)
        .apply(new ImageBatch(List.of("check"), List.of(image), List.of(0)), new Seed(0), 0, meter);
    String name =
        meter.use().opencl() > 0
            ? Backends.device(choice).map(Device::toString).orElse("opencl")
            : "java";
    return new BackendCheck(name, meter.use().reason());
  }
}
