package dev.kindling.augment.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aparapi.Kernel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KernelRulesTest {
  @Test
  void everyKernelKeepsTheRules() {
    List<Class<? extends Kernel>> kernels = kernels();

    assertThat(kernels).contains(WarpKernel.class, MixKernel.class);
    assertThat(kernels)
        .allSatisfy(kernel -> assertThat(KernelRules.breaches(kernel)).as("%s", kernel).isEmpty());
  }

  @Test
  void namesEveryBreachOfAPlantedKernel() {
    assertThat(KernelRules.breaches(BrokenKernel.class))
        .contains(
            "field negative has type Z",
            "run has lookupswitch",
            "run has new",
            "run calls java.lang.StringBuilder");
  }

  @Test
  void aDeviceRefusesThePlantedKernelToo() {
    List<Device> devices = Device.all().devices();
    assumeTrue(!devices.isEmpty(), () -> "skipped: " + Device.all().problem());

    assertThatThrownBy(() -> new Launch(devices.get(0)).compiled(new SwitchKernel()))
        .isInstanceOf(DeviceFailure.class)
        .hasMessageContaining("SwitchKernel");
  }

  /** Every class of the module's own classes that is a kernel, wherever it is. */
  private static List<Class<? extends Kernel>> kernels() {
    Path root = Path.of("target/classes");
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(root::relativize)
          .map(Path::toString)
          .filter(name -> name.endsWith(".class") && !name.contains("-info"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .<Class<?>>map(KernelRulesTest::load)
          .filter(Kernel.class::isAssignableFrom)
          .<Class<? extends Kernel>>map(type -> type.asSubclass(Kernel.class))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name, false, KernelRulesTest.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
