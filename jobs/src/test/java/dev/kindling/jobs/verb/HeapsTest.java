package dev.kindling.jobs.verb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kindling.train.cluster.Forecast;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class HeapsTest {
  private static final long GB = 1_000_000_000;

  /** 3 GB on the driver; 1 GB of an executor, and half of one for each worker. */
  private static final Forecast FORECAST = new Forecast(0, 0, 0, 0, 3 * GB, 3 * GB / 2);

  @Test
  void oneJvmNeedsWhatTheDriverNeedsAndItsWorkers() {
    assertThat(alone(4 * GB, 2).tooSmallFor(FORECAST, 8)).isEmpty();
    assertThat(alone(4 * GB - 1, 2).tooSmallFor(FORECAST, 8))
        .singleElement()
        .asString()
        .startsWith("The plan for this JVM is 4.0 GB, its heap 4.0 GB; ")
        .contains("KINDLING_JAVA_OPTIONS");
  }

  @Test
  void moreTasksThanWorkersAreIdle() {
    assertThat(alone(7 * GB / 2, 16).tooSmallFor(FORECAST, 1)).isEmpty();
    assertThat(alone(7 * GB / 2 - 1, 16).tooSmallFor(FORECAST, 1)).hasSize(1);
  }

  @Test
  void onAClusterDriverAndExecutorsHaveTheirOwn() {
    Heaps enough = new Heaps(3 * GB, OptionalLong.of(2 * GB), 2);
    Heaps less = new Heaps(3 * GB - 1, OptionalLong.of(2 * GB - 1), 2);

    assertThat(enough.tooSmallFor(FORECAST, 8)).isEmpty();
    List<String> warnings = less.tooSmallFor(FORECAST, 8);
    assertThat(warnings).hasSize(2);
    assertThat(warnings.get(0)).contains("the driver is 3.0 GB").contains("spark.driver.memory");
    assertThat(warnings.get(1)).contains("an executor is 2.0 GB").contains("spark.executor.memory");
  }

  private static Heaps alone(long heap, int tasks) {
    return new Heaps(heap, OptionalLong.empty(), tasks);
  }
}
