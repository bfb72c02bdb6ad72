package dev.kindling.train.engine.onednn.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.kindling.datablock.Seed;
import dev.kindling.datablock.batch.TokenBatch;
import dev.kindling.train.engine.Precision;
import dev.kindling.train.text.AwdLstm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FlatMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final AwdLstm MODEL = AwdLstm.of(301, 24, 32, 2);

  @Test
  void twoThousandWindowsOfChangingLengthTakeNoMoreMemoryThanTwoHundred() throws IOException {
    assumeTrue(Files.exists(STATUS), "no /proc here that tells a process's memory");
    try (OneDnnLanguageEngine engine = OneDnnLanguageEngine.of(MODEL, Precision.FP32)) {
      engine.parameters().put(0, MODEL.initialParameters(engine.layout(), new Seed(1)));
      long early = 0;
      for (int step = 1; step <= 2_000; step++) {
        TokenBatch window = Windows.of(6, 3 + step % 40, 301, step);
        engine.forward(window, new Seed(step));
        engine.backward(1);
        if (step % 10 == 0) {
          engine.evaluate(Windows.of(4, 1 + step % 7, 301, step));
          engine.predict(Windows.of(1, 2, 301, step));
        }
        if (step == 200) {
          early = residentKilobytes();
        }
      }
      assertThat(residentKilobytes() - early).as("kB more").isLessThan(30_000);
    }
  }

  /** What is left grows with neither features nor steps but as masks and slopes of one step do. */
  @Test
  void aWindowAllocatesLittleOnTheHeap() {
    AwdLstm model = AwdLstm.of(2_003, 64, 128, 2);
    TokenBatch window = Windows.of(8, 50, 2_003, 1);
    try (OneDnnLanguageEngine engine = OneDnnLanguageEngine.of(model, Precision.FP32)) {
      engine.forward(window, new Seed(0));
      engine.backward(1);
      long before = allocated();
      for (int step = 0; step < 10; step++) {
        engine.forward(window, new Seed(step));
        engine.backward(1);
      }
      long perWindow = (allocated() - before) / 10;
      long kept = 4L * 8 * 50 * (4 * 128 + 4 * 64);

      assertThat(perWindow).isLessThan(kept / 4);
    }
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static long residentKilobytes() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
