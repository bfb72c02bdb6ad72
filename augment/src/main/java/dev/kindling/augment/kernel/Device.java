package dev.kindling.augment.kernel;

import com.aparapi.Config;
import com.aparapi.device.OpenCLDevice;
import com.aparapi.internal.opencl.OpenCLPlatform;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** An OpenCL device of this machine. Immutable. */
public final class Device {
  private final int index;
  private final String platform;
  private final OpenCLDevice device;

  private Device(int index, String platform, OpenCLDevice device) {
    this.index = index;
    this.platform = platform;
    this.device = device;
  }

  /** What {@link #all} found. */
  public record Found(List<Device> devices, String problem) {
    public Found {
      devices = List.copyOf(devices);
    }
  }

  /**
   * Every device of every OpenCL platform here, in the order of the platforms.
   *
   * @return no devices, and why, where OpenCL is not installed or does not work
   */
  public static Found all() {
    return Discovery.FOUND;
  }

  /** Looks once for the life of the JVM: the natives cannot be loaded twice. */
  private static final class Discovery {
    /** Aparapi warns about every class file and every driver it has not been tested with. */
    private static final Logger APARAPI = Logger.getLogger(Config.getLoggerName());

    static final Found FOUND = look();

    private Discovery() {}

    private static Found look() {
      Optional<String> problem = Probe.problem();
      if (problem.isPresent()) {
        return new Found(List.of(), problem.get());
      }
      APARAPI.setLevel(Level.SEVERE);
      try {
        List<OpenCLPlatform> platforms = new OpenCLPlatform().getOpenCLPlatforms();
        List<Device> devices = new ArrayList<>();
        for (OpenCLPlatform platform : platforms) {
          for (OpenCLDevice device : platform.getOpenCLDevices()) {
            device.setSharedMemory(false); // before first use: with it the JVM crashed under GC
            devices.add(new Device(devices.size(), platform.getName(), device));
          }
        }
        return new Found(devices, problem(platforms, devices));
      } catch (Throwable e) { // UnsatisfiedLinkError and whatever else a broken driver gives
        return new Found(List.of(), "OpenCL does not work here: " + e);
      }
    }

    private static String problem(List<OpenCLPlatform> platforms, List<Device> devices) {
      if (platforms.isEmpty()) {
        return "OpenCL has no driver here: nothing in /etc/OpenCL/vendors, or in OCL_ICD_VENDORS"
            + " if that is set, names one that can be loaded";
      }
      return devices.isEmpty() ? "OpenCL's drivers have no devices here" : "";
    }
  }

  /** Its place among {@link #all}, from 0. */
  public int index() {
    return index;
  }

  /** Its name as its driver has it. */
  public String name() {
    String name = device.getName();
    return name == null ? "unnamed" : name.strip();
  }

  /** The name of its OpenCL platform. */
  public String platform() {
    return platform;
  }

  /** True if it is a graphics processor. */
  public boolean gpu() {
    return device.getType() == com.aparapi.device.Device.TYPE.GPU;
  }

  /** {@code gpu}, {@code cpu} or {@code acc}. */
  public String type() {
    return device.getType().name().toLowerCase(Locale.ROOT);
  }

  /** Its memory in bytes. */
  public long memory() {
    return device.getGlobalMemSize();
  }

  OpenCLDevice opencl() {
    return device;
  }

  /** Such as {@code 0: NVIDIA H100 (gpu, NVIDIA CUDA)}. */
  @Override
  public String toString() {
    return "%d: %s (%s, %s)".formatted(index, name(), type(), platform);
  }
}
