package dev.kindling.datablock.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PrefetchTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 1000})
  void keepsTheSourcesOrder(int depth) {
    try (Prefetch<Integer> prefetch = Prefetch.of(numbers(500), depth)) {
      for (int i = 0; i < 500; i++) {
        assertThat(prefetch.hasNext()).isTrue();
        assertThat(prefetch.next()).isEqualTo(i);
      }
      assertThat(prefetch.hasNext()).isFalse();
      assertThat(prefetch.hasNext()).isFalse();
      assertThatThrownBy(prefetch::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void worksAheadWhileNobodyAsks() throws InterruptedException {
    Semaphore made = new Semaphore(0);
    Iterator<Integer> source = counting(made);

    try (Prefetch<Integer> prefetch = Prefetch.of(source, 3)) {
      assertThat(made.tryAcquire(4, 30, TimeUnit.SECONDS)).isTrue(); // three held, one in hand
      assertThat(made.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();

      assertThat(prefetch.next()).isZero();
      assertThat(made.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void throwsTheSourcesExceptionInItsPlace() {
    Iterator<Integer> source = Stream.of(1, 2, 0).map(PrefetchTest::oneOver).iterator();

    try (Prefetch<Integer> prefetch = Prefetch.of(source, 5)) {
      assertThat(prefetch.next()).isEqualTo(1);
      assertThat(prefetch.next()).isEqualTo(0);
      assertThatThrownBy(prefetch::next).isInstanceOf(ArithmeticException.class);
      assertThatThrownBy(prefetch::hasNext).isInstanceOf(ArithmeticException.class);
    }
  }

  @Test
  void throwsErrorsToo() {
    Iterator<Integer> source =
        Stream.of(1)
            .map(
                i -> {
                  if (i == 1) {
                    throw new StackOverflowError("too deep");
                  }
                  return i;
                })
            .iterator();

    try (Prefetch<Integer> prefetch = Prefetch.of(source, 1)) {
      assertThatThrownBy(prefetch::next).isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void closingStopsTheThreadInMidSource() throws InterruptedException {
    Semaphore made = new Semaphore(0);
    Prefetch<Integer> prefetch = Prefetch.of(counting(made), 2);
    assertThat(made.tryAcquire(3, 30, TimeUnit.SECONDS)).isTrue();

    prefetch.close();

    made.drainPermits();
    assertThat(made.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();
    assertThatThrownBy(prefetch::next)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Prefetch is closed");
  }

  @Test
  void closingStopsASourceThatHeedsNoInterrupt() {
    AtomicBoolean interrupted = new AtomicBoolean();
    Iterator<Boolean> source =
        Stream.generate(() -> interrupted.compareAndSet(false, Thread.interrupted())).iterator();
    Prefetch<Boolean> prefetch = Prefetch.of(source, 1);

    prefetch.close(); // ends, or the test times out
  }

  @Test
  void mayBeClosedTwice() {
    Prefetch<Integer> prefetch = Prefetch.of(List.of(1).iterator(), 1);
    prefetch.close();
    prefetch.close();
  }

  @Test
  void refusesNoDepth() {
    assertThatThrownBy(() -> Prefetch.of(numbers(1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Prefetch depth must be at least 1, got 0");
  }

  private static Iterator<Integer> numbers(int count) {
    return IntStream.range(0, count).iterator();
  }

  private static int oneOver(int i) {
    return 1 / i;
  }

  /** 0, 1, 2, … without end; a permit for each that was made. */
  private static Iterator<Integer> counting(Semaphore made) {
    AtomicInteger next = new AtomicInteger();
    return Stream.generate(
            () -> {
              made.release();
              return next.getAndIncrement();
            })
        .iterator();
  }
}
