package dev.kindling.jobs.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kindling.datablock.table.Expectations;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExpectSettingsTest {
  @Test
  void expectsNothingByDefault() {
    assertThat(load().data().expectations()).isEqualTo(Expectations.NONE);
  }

  @Test
  void readsWhatIsExpected() {
    assertThat(
            load(
                    "data.expect.min-items=1000",
                    "data.expect.min-per-class=100",
                    "data.expect.max-class-ratio=4",
                    "data.expect.max-duplicate-fraction=0.05",
                    "data.expect.max-leaked-fraction=0",
                    "data.expect.min-side=32",
                    "data.expect.max-aspect=4.5",
                    "data.expect.labels=[cat, dog]")
                .data()
                .expectations())
        .isEqualTo(new Expectations(1000, 100, 4, 0.05, 0, 32, 4.5, 1, List.of("cat", "dog")));
  }

  @Test
  void refusesToExpectWhatNobodyLooksFor() {
    assertThatThrownBy(
            () -> load("data.near-duplicates=ignore", "data.expect.max-leaked-fraction=0.1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("data.expect.max-leaked-fraction")
        .hasMessageContaining("data.near-duplicates is ignore");
    assertThatThrownBy(() -> load("data.expect.max-unknown-fraction=0.1"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("data.expect.max-unknown-fraction")
        .hasMessageContaining("data.kind is image");
  }

  @Test
  void refusesRatiosThatNoDataCanHave() {
    assertThatThrownBy(() -> load("data.expect.max-class-ratio=0.5"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("data.expect.max-class-ratio")
        .hasMessageContaining("at least 1");
  }

  private static Settings load(String... values) {
    return Settings.load(Optional.empty(), List.of(values));
  }
}
