package dev.kindling.jobs.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class SignalHandlersTest {
  @Test
  void stayInPlaceWhereTestsRun() throws IOException {
    assertThat(SignalHandlers.check().health()).isEqualTo(Check.Health.OK);
  }

  @Test
  void mayBeTakenOverWhereNothingIsPreloaded() {
    String mapped = "7f00 r-xp 08:01 1234 /java/lib/server/libjvm.so\n";

    assertThat(SignalHandlers.check(mapped, "/java"))
        .satisfies(check -> assertThat(check.health()).isEqualTo(Check.Health.NOTE))
        .satisfies(check -> assertThat(check.found()).endsWith("LD_PRELOAD=/java/lib/libjsig.so"));
  }
}
