package dev.kindling.train.engine.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kindling.datablock.batch.PixelBatch;
import dev.kindling.train.engine.Engine;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.model.XResNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SoakTest {
  private static final XResNet TINY = new XResNet(XResNet.Variant.XRESNET_TINY, 3, 4);
  private static final Path STATUS = Path.of("/proc/self/status");

  @Test
  void fiveThousandStepsTakeNoMoreMemoryThanFiveHundred() throws IOException {
    assumeTrue(Files.exists(STATUS), "no /proc here that tells a process's memory");
    Parity parity = new Parity(() -> TINY.graph(16, 16), 4);
    PixelBatch full = parity.batch(4, 3, 16, 16);
    PixelBatch last = parity.batch(3, 3, 16, 16);
    try (Engine engine = OneDnnEngine.of(TINY, 16, Precision.FP32)) {
      engine.parameters().put(Parity.parameters(engine.layout()));
      float[] expected = engine.forward(full);
      long early = 0;
      for (int step = 1; step <= 5_000; step++) {
        PixelBatch batch = step % 10 == 0 ? last : full;
        engine.forward(batch);
        engine.backward(new float[batch.count() * 4]);
        if (step % 10 == 0) {
          engine.predict(batch);
        }
        if (step == 500) {
          early = residentKilobytes();
        }
      }

      assertThat(residentKilobytes() - early).as("kB more after 5,000 steps").isLessThan(20_000);
      assertThat(engine.forward(full)).isEqualTo(expected);
    }
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
