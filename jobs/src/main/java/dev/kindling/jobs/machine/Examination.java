package dev.kindling.jobs.machine;

import com.sun.management.OperatingSystemMXBean;
import dev.kindling.augment.BackendCheck;
import dev.kindling.augment.BackendChoice;
import dev.kindling.augment.kernel.Device;
import dev.kindling.datablock.image.DecodeLimits;
import dev.kindling.datablock.image.Image;
import dev.kindling.datablock.image.ImageDecoder;
import dev.kindling.datablock.image.ImageEncoder;
import dev.kindling.train.engine.Nd4jCheck;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What is looked at on each machine. Small, to be sent to executors.
 *
 * @param backend that augmentation is to use
 * @param storages where every machine must be able to write
 * @param hadoop how to get there
 */
record Examination(BackendChoice backend, List<Storage> storages, SerializableConfiguration hadoop)
    implements Serializable {
  private static final int JAVA = 17;

  Examination {
    storages = List.copyOf(storages);
  }

  /** Looks at the machine of this JVM, under that executor's name. */
  Machine here(String executor) {
    List<Check> checks = new ArrayList<>();
    checks.add(java());
    checks.add(memory());
    checks.add(openMp());
    checks.add(Check.of("file names", Examination::fileNames));
    checks.add(Check.of("OpenCV", Examination::openCv));
    checks.add(Check.of("ND4J", Examination::nd4j));
    Device.Found devices = Device.all();
    checks.add(openCl(devices));
    checks.add(Check.of("signals", SignalHandlers::check));
    checks.add(Check.of("augmentation", this::augmentation));
    checks.add(temporary().check(hadoop.value()));
    storages.forEach(storage -> checks.add(storage.check(hadoop.value())));
    return new Machine(
        host(), executor, checks, devices.devices().stream().map(OpenClDevice::of).toList());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a host without a name";
    }
  }

  private static Check java() {
    String found =
        "%s (%s), %s %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("os.name"),
                System.getProperty("os.arch"));
    return Runtime.version().feature() >= JAVA
        ? Check.ok("Java", found)
        : new Check("Java", Check.Health.BROKEN, found + "; 17 or newer is needed");
  }

  private static Check memory() {
    long all =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    return Check.ok(
        "memory",
        "heap up to %s of %s, %d cores"
            .formatted(
                Sizes.gib(Runtime.getRuntime().maxMemory()),
                Sizes.gib(all),
                Runtime.getRuntime().availableProcessors()));
  }

  private static Check openMp() {
    TreeMap<String, String> variables = new TreeMap<>(System.getenv());
    variables.keySet().removeIf(name -> !name.startsWith("OMP_"));
    return variables.containsKey("OMP_NUM_THREADS")
        ? Check.ok("OpenMP", shown(variables))
        : Check.note(
            "OpenMP",
            (shown(variables)
                    + " OMP_NUM_THREADS is not set: all cores, and results that depend on"
                    + " their number")
                .strip());
  }

  private static String shown(TreeMap<String, String> variables) {
    return variables.entrySet().stream()
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .collect(Collectors.joining(" "));
  }

  private static Check fileNames() {
    NameEncoding.check();
    return Check.ok(
        "file names",
        "%s, texts %s, locale %s"
            .formatted(
                NameEncoding.here(),
                System.getProperty("file.encoding"),
                Locale.getDefault().toLanguageTag()));
  }

  private static Check openCv() throws Exception {
    Image image = Image.of(new byte[] {1, 2, 3, 4, 5, 6}, 2, 1);
    ImageDecoder decoder = ImageDecoder.of(DecodeLimits.NONE);
    Image png = decoder.decode(ImageEncoder.png(image));
    decoder.decode(ImageEncoder.jpeg(image, ImageEncoder.FINE));
    if (!java.util.Arrays.equals(png.pixels(), image.pixels())) {
      throw new IllegalStateException("A PNG does not come back as it was written");
    }
    return Check.ok("OpenCV", "writes and reads JPEG and PNG");
  }

  private static Check nd4j() {
    Nd4jCheck nd4j = Nd4jCheck.here();
    return nd4j.oneDnn()
        ? Check.ok("ND4J", nd4j.backend() + ", oneDNN kernels on")
        : Check.note("ND4J", nd4j.backend() + ", oneDNN kernels off: training is slow");
  }

  private static Check openCl(Device.Found found) {
    return found.devices().isEmpty()
        ? Check.note("OpenCL", found.problem())
        : Check.ok(
            "OpenCL",
            found.devices().stream()
                .map(device -> OpenClDevice.of(device).toString())
                .collect(Collectors.joining("; ")));
  }

  private Check augmentation() {
    BackendCheck check = BackendCheck.of(backend);
    String found =
        "%s (augment.backend = %s%s)"
            .formatted(
                check.name(),
                backend.policy().text(),
                backend.device().isEmpty() ? "" : ", augment.device = " + backend.device());
    return check.problem().isEmpty()
        ? Check.ok("augmentation", found + ", worked")
        : Check.note("augmentation", found + ", since " + check.problem());
  }

  private static Storage temporary() {
    return Storage.local("java.io.tmpdir", Path.of(System.getProperty("java.io.tmpdir", "/tmp")));
  }
}
