package dev.kindling.datablock.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.kindling.datablock.Seed;
import org.junit.jupiter.api.Test;

class LogicalWorkersTest {
  private static final Seed SEED = new Seed(42);

  @Test
  void dealsEvenlyBetweenTheWorkers() {
    int[] counts = new int[7];
    for (int i = 0; i < 7000; i++) {
      counts[LogicalWorkers.workerOf("class/" + i + ".jpg", 7, SEED)]++;
    }

    for (int count : counts) {
      assertThat(count).isCloseTo(1000, within(150)); // five standard deviations
    }
  }

  @Test
  void oneWorkerHasEverything() {
    assertThat(LogicalWorkers.workerOf("any", 1, SEED)).isZero();
  }

  @Test
  void anItemStaysWithItsWorker() {
    int worker = LogicalWorkers.workerOf("a/b.jpg", 5, SEED);

    assertThat(LogicalWorkers.workerOf("a/b.jpg", 5, new Seed(42))).isEqualTo(worker);
  }

  @Test
  void refusesNoWorkers() {
    assertThatThrownBy(() -> LogicalWorkers.workerOf("a", 0, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workers must be at least 1, got 0");
  }
}
