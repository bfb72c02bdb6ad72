package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TimeLimitTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @Test
  void handsOnTheResult() throws Exception {
    assertThat(TimeLimit.call(LONG, () -> 42)).isEqualTo(42);
  }

  @Test
  void interruptsWorkPastItsTime() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);

    assertThatThrownBy(() -> TimeLimit.call(Duration.ofMillis(50), () -> sleep(interrupted)))
        .isInstanceOf(BadItemException.class)
        .hasMessage("took longer than 0.05 s");

    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void handsOnTheWorksOwnRefusal() {
    BadItemException refusal = new BadItemException(QuarantineReason.CORRUPT, "no good");

    assertThatThrownBy(
            () ->
                TimeLimit.call(
                    LONG,
                    () -> {
                      throw refusal;
                    }))
        .isSameAs(refusal);
  }

  @Test
  void anUnforeseenFailureIsNotTakenForABadItem() {
    assertThatThrownBy(() -> TimeLimit.call(LONG, () -> Integer.parseInt("x")))
        .isInstanceOf(IllegalStateException.class)
        .hasCauseInstanceOf(NumberFormatException.class);
  }

  @Test
  void givesTheResultsOfAllPiecesInTheirOrder() {
    List<Integer> pieces = IntStream.range(0, 1000).boxed().toList();

    assertThat(TimeLimit.each(LONG, pieces, i -> "did " + i, (i, why) -> "late " + i))
        .isEqualTo(pieces.stream().map(i -> "did " + i).toList());
    assertThat(TimeLimit.each(LONG, List.<Integer>of(), i -> i, (i, why) -> i)).isEmpty();
  }

  @Test
  void goesOnBehindPiecesThatAreLate() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(2);
    Function<Integer, String> work =
        i -> i == 3 || i == 4 ? "slept " + sleep(interrupted) : "did " + i;

    assertThat(
            TimeLimit.each(
                Duration.ofMillis(300),
                List.of(1, 2, 3, 4, 5),
                work,
                (i, why) -> i + " " + why.getMessage()))
        .containsExactly(
            "did 1", "did 2", "3 took longer than 0.3 s", "4 took longer than 0.3 s", "did 5");

    assertThat(interrupted.await(1, TimeUnit.MINUTES)).isTrue();
  }

  @Test
  void limitsEachPieceAndNotTheirSum() {
    Function<Integer, Integer> work =
        i -> {
          sleep(Duration.ofMillis(60));
          return i;
        };

    assertThat(
            TimeLimit.each(
                Duration.ofMillis(600),
                IntStream.range(0, 20).boxed().toList(),
                work,
                (i, w) -> -1))
        .doesNotContain(-1);
  }

  @Test
  void withoutALimitTheCallingThreadDoesTheWork() {
    assertThat(
            TimeLimit.each(
                Duration.ZERO, List.of(1), i -> Thread.currentThread(), (i, w) -> new Thread()))
        .containsExactly(Thread.currentThread());
  }

  @Test
  void anErrorInAPieceIsThrown() {
    assertThatThrownBy(
            () ->
                TimeLimit.each(
                    LONG,
                    List.of(1, 2),
                    i -> {
                      throw new OutOfMemoryError("none left");
                    },
                    (i, why) -> i))
        .isInstanceOf(OutOfMemoryError.class);
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int sleep(CountDownLatch interrupted) {
    try {
      Thread.sleep(LONG.toMillis());
    } catch (InterruptedException e) {
      interrupted.countDown();
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
