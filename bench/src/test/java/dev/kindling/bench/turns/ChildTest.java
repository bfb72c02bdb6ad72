package dev.kindling.bench.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ChildTest {
  private static final long TWO_MILLISECONDS = 2_000_000;

  @Test
  void aChildSaysWhatItIsAndHowLongEachStepTook() {
    try (Child child = Child.start("napper", jvm(Napper.class))) {
      assertThat(child.size()).isEqualTo(42);
      assertThat(child.steps(3)).hasSize(3).allMatch(milliseconds -> milliseconds >= 2);
      assertThat(child.peakMib()).isBetween(1L, 4096L);
    }
  }

  @Test
  void aChildThatFailsIsNamedWithItsLastWords() {
    try (Child child = Child.start("failure", jvm(Failure.class))) {
      assertThatThrownBy(() -> child.steps(1))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("\"failure\" ended before its time")
          .hasMessageContaining("no such kernel");
    }
  }

  private static ProcessBuilder jvm(Class<?> main) {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-cp",
        System.getProperty("java.class.path"),
        main.getName());
  }

  /** A contestant whose steps take two milliseconds, and who talks in between. */
  static final class Napper {
    public static void main(String[] arguments) {
      System.out.println("not an answer");
      Turns.serve(
          42,
          () -> {
            System.out.println("not an answer either");
            long end = System.nanoTime() + TWO_MILLISECONDS;
            while (System.nanoTime() < end) {
              LockSupport.parkNanos(end - System.nanoTime());
            }
          });
    }
  }

  /** A contestant that cannot do a step. */
  static final class Failure {
    public static void main(String[] arguments) {
      Turns.serve(
          1,
          () -> {
            throw new IllegalStateException("no such kernel");
          });
    }
  }
}
