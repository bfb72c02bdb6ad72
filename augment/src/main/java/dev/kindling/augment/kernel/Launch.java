package dev.kindling.augment.kernel;

import com.aparapi.Kernel;
import com.aparapi.Range;
import com.aparapi.exception.CompileFailedException;
import com.aparapi.internal.kernel.KernelManager;

/**
 * Compiles and runs kernels on one device, and nowhere else: what Aparapi would do silently on Java
 * threads is an error here. Used by one thread.
 */
final class Launch {
  private static final int LOCAL_COLUMNS = 32;
  private static final int LOCAL_ROWS = 8;

  private final Device device;

  Launch(Device device) {
    this.device = device;
  }

  /** The kernel, translated and compiled for the device, with transfers in our hands. */
  <K extends Kernel> K compiled(K kernel) {
    kernel.setExplicit(true);
    try {
      kernel.compile(device.opencl());
    } catch (CompileFailedException e) {
      throw new DeviceFailure(
          "%s cannot be compiled for %s".formatted(kernel.getClass().getSimpleName(), device), e);
    }
    return kernel;
  }

  /** Runs a work item for each of that many columns and rows, and some beyond. */
  void run(Kernel kernel, int columns, int rows) {
    Range range =
        Range.create2D(
            device.opencl(),
            roundUp(columns, LOCAL_COLUMNS),
            roundUp(rows, LOCAL_ROWS),
            LOCAL_COLUMNS,
            LOCAL_ROWS);
    if (!range.isValid()) {
      throw new DeviceFailure("%s refuses work groups of 32 x 8".formatted(device));
    }
    kernel.execute(range);
    if (KernelManager.instance()
        .getPreferences(kernel)
        .getFailedDevices()
        .contains(device.opencl())) {
      throw new DeviceFailure(
          "%s failed on %s".formatted(kernel.getClass().getSimpleName(), device));
    }
  }

  private static int roundUp(int value, int unit) {
    return (value + unit - 1) / unit * unit;
  }
}
