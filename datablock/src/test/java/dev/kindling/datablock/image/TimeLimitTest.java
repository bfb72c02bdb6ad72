package dev.kindling.datablock.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.BadItemException;
import dev.kindling.datablock.QuarantineReason;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
