package dev.kindling.jobs.machine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.jobs.settings.SettingsException;
import org.junit.jupiter.api.Test;

class NameEncodingTest {
  @Test
  void refusesAnEncodingThatLosesNames() {
    NameEncoding.check("UTF-8");

    assertThatThrownBy(() -> NameEncoding.check("ANSI_X3.4-1968"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("LC_ALL=C.UTF-8");
  }
}
